type Guide = { readonly means: string; readonly figure: string; readonly todo: readonly string[] }

/** What each alarm means, what it looks at and what to do: the pages of docs/alarms in short. */
export const GUIDES: Readonly<Record<'en' | 'tr', Readonly<Record<string, Guide>>>> = {
  en: {
    MAX_DRAWDOWN_EXCEEDED: {
      means: 'The account has fallen too far below its highest value so far.',
      figure:
        'Current drawdown: (highest account value so far − account value now) / highest value, in per cent; open trades at their last mark. It falls again as the account recovers.',
      todo: [
        'Look at the open trades: is one of them most of the fall?',
        'Look at the last losing trades together: one symbol, one side, one hour?',
        'Lower the size per trade, or stop the bot until you know.',
      ],
    },
    DAILY_LOSS_LIMIT: {
      means: 'The account has lost too much since the UTC day began, open trades included.',
      figure:
        'Loss of the day: (value at the last close before today − value now) / that value, in per cent; 0 on a day of gain.',
      todo: [
        'At Warning look at the open trades: what is still at stake today?',
        'At Critical pause the bot until the next UTC day, and compare today’s losing trades.',
      ],
    },
    CONSECUTIVE_LOSSES: {
      means: 'Too many trades have lost one after another.',
      figure: 'Losing trades, net of fees, in a row up to now. A win or a break-even trade ends the streak.',
      todo: [
        'Compare the losing trades: same symbol, side, hour, strategy?',
        'Pause the bot when they have a common cause; one streak by itself proves little.',
      ],
    },
    LOW_WIN_RATE: {
      means: 'Too few of the closed trades have won.',
      figure: 'Trades with a net profit above 0, of all closed trades, in per cent. Undefined below 10 closed trades.',
      todo: [
        'Look at profit factor and average win beside it: few large wins may be meant.',
        'Compare with the rate the strategy was tested at.',
      ],
    },
    POSITION_SIZE_EXCEEDED: {
      means: 'One open trade is too large a share of the account.',
      figure: 'The largest open trade, quantity × its last mark, in per cent of the account value.',
      todo: [
        'Lower the size per trade: its share grows as the account shrinks.',
        'Or accept it by raising the threshold.',
      ],
    },
    TOTAL_EXPOSURE_EXCEEDED: {
      means: 'The open trades together are worth too large a share of the account.',
      figure: 'Σ quantity × mark of all open trades, long and short alike, in per cent of the account value.',
      todo: [
        'Look for trades that stay open: levels too far away, no expiry.',
        'Pause the bot until trades have closed.',
      ],
    },
    ACCOUNT_BALANCE_LOW: {
      means: 'The account is worth too little to go on with.',
      figure: 'Account value: starting capital + closed + open profit. The thresholds are amounts.',
      todo: [
        'Lower the size per trade, so that what is left lasts.',
        'There are no deposits: a fresh start is a new bot.',
      ],
    },
    SHARPE_DEGRADATION: {
      means: 'The daily returns are too small for how much they vary.',
      figure: 'Mean of the daily returns / their standard deviation × √365. Undefined below 30 closed days.',
      todo: ['Is the mean smaller, or are the swings larger?', 'Compare the last weeks with those before.'],
    },
    PROFIT_FACTOR_LOW: {
      means: 'The losing trades have cost more than the winning ones have earned.',
      figure: 'Σ net profit of winning trades / Σ net loss of losing ones. Undefined below 10 closed trades.',
      todo: [
        'Look at average win, average loss and fees.',
        'Stop the bot unless you know why the sample is an unlucky one.',
      ],
    },
  },
  tr: {
    MAX_DRAWDOWN_EXCEEDED: {
      means: 'Hesap, şimdiye kadarki en yüksek değerinin çok altına düştü.',
      figure:
        'Şimdiki düşüş: (en yüksek hesap değeri − şimdiki hesap değeri) / en yüksek değer, yüzde; açık işlemler son işaret fiyatıyla. Hesap toparlandıkça azalır.',
      todo: [
        'Açık işlemlere bakın: düşüşün çoğu tek bir işlemden mi?',
        'Son kaybeden işlemlere birlikte bakın: aynı sembol, yön, saat mi?',
        'İşlem başına tutarı azaltın veya nedenini bilene kadar botu durdurun.',
      ],
    },
    DAILY_LOSS_LIMIT: {
      means: 'Hesap, UTC günü başladığından beri açık işlemler dahil çok fazla kaybetti.',
      figure: 'Günün kaybı: (bugünden önceki kapanış değeri − şimdiki değer) / o değer, yüzde; kazançlı günde 0.',
      todo: [
        'Uyarıda açık işlemlere bakın: bugün daha ne kaybedilebilir?',
        'Kritikte botu sonraki UTC gününe kadar duraklatın ve bugünün kayıplarını karşılaştırın.',
      ],
    },
    CONSECUTIVE_LOSSES: {
      means: 'Art arda çok fazla işlem kaybetti.',
      figure:
        'Şu ana kadar art arda, ücretler düşülünce kaybeden işlemler. Bir kazanç veya başa baş işlem seriyi bitirir.',
      todo: [
        'Kaybeden işlemleri karşılaştırın: aynı sembol, yön, saat, strateji mi?',
        'Ortak bir neden varsa botu duraklatın; tek bir seri tek başına pek bir şey kanıtlamaz.',
      ],
    },
    LOW_WIN_RATE: {
      means: 'Kapanan işlemlerin çok azı kazandı.',
      figure: 'Net kârı 0’ın üzerinde olan işlemler / kapanan tüm işlemler, yüzde. 10 işlemin altında tanımsızdır.',
      todo: [
        'Yanındaki kâr faktörüne ve ortalama kazanca bakın: az ama büyük kazançlar amaçlanmış olabilir.',
        'Stratejinin sınandığı oranla karşılaştırın.',
      ],
    },
    POSITION_SIZE_EXCEEDED: {
      means: 'Tek bir açık işlem hesabın çok büyük bir payı.',
      figure: 'En büyük açık işlem, miktar × son işaret fiyatı, hesap değerinin yüzdesi olarak.',
      todo: ['İşlem başına tutarı azaltın: hesap küçüldükçe payı büyür.', 'Veya eşiği yükselterek kabul edin.'],
    },
    TOTAL_EXPOSURE_EXCEEDED: {
      means: 'Açık işlemlerin toplamı hesabın çok büyük bir payı.',
      figure: 'Tüm açık işlemlerin Σ miktar × işaret fiyatı, alış ve açığa satış birlikte, hesap değerinin yüzdesi.',
      todo: [
        'Açık kalan işlemleri arayın: çok uzak seviyeler, süre sonu yok.',
        'İşlemler kapanana kadar botu duraklatın.',
      ],
    },
    ACCOUNT_BALANCE_LOW: {
      means: 'Hesap, devam etmek için çok küçük.',
      figure: 'Hesap değeri: başlangıç sermayesi + kapanan + açık kâr. Eşikler tutardır.',
      todo: [
        'Kalan yetsin diye işlem başına tutarı azaltın.',
        'Para yatırma yoktur: yeni bir başlangıç yeni bir bottur.',
      ],
    },
    SHARPE_DEGRADATION: {
      means: 'Günlük getiriler, oynaklıklarına göre çok küçük.',
      figure: 'Günlük getirilerin ortalaması / standart sapması × √365. 30 kapanmış günün altında tanımsızdır.',
      todo: ['Ortalama mı küçüldü, yoksa oynaklık mı arttı?', 'Son haftaları öncekilerle karşılaştırın.'],
    },
    PROFIT_FACTOR_LOW: {
      means: 'Kaybeden işlemler, kazananların getirdiğinden fazlasına mal oldu.',
      figure: 'Kazanan işlemlerin Σ net kârı / kaybedenlerin Σ net zararı. 10 işlemin altında tanımsızdır.',
      todo: [
        'Ortalama kazanca, ortalama kayba ve ücretlere bakın.',
        'Örneklemin neden şanssız olduğunu bilmiyorsanız botu durdurun.',
      ],
    },
  },
}
