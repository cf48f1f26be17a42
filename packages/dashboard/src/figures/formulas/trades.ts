import type { FormulaTexts } from './formula.ts'

/** What closed trades came to. Wins and losses are judged on net profit, after both fees. */
export const TRADES = {
  total_trades: {
    name: { en: 'Closed trades', tr: 'Kapanan işlem' },
    text: {
      en: 'Closed trades. Open ones and those never entered are no part of it.',
      tr: 'Kapanan işlemler. Açık olanlar ve hiç girilmeyenler sayılmaz.',
    },
  },
  trades: {
    name: { en: 'Trades', tr: 'İşlem' },
    text: { en: 'Closed trades among those selected.', tr: 'Seçilenler arasından kapanan işlemler.' },
  },
  winning_trades: {
    name: { en: 'Winning trades', tr: 'Kazanan işlem' },
    text: { en: 'Closed trades with net profit above 0.', tr: 'Net kârı 0’ın üstünde olan kapanmış işlemler.' },
  },
  losing_trades: {
    name: { en: 'Losing trades', tr: 'Kaybeden işlem' },
    text: { en: 'Closed trades with net profit below 0.', tr: 'Net kârı 0’ın altında olan kapanmış işlemler.' },
  },
  breakeven_trades: {
    name: { en: 'Break-even trades', tr: 'Başa baş işlem' },
    text: {
      en: 'Closed trades with net profit of exactly 0: neither won nor lost, but in every denominator.',
      tr: 'Net kârı tam 0 olan kapanmış işlemler: ne kazanan ne kaybeden, ama her paydada sayılır.',
    },
  },
  win_rate_pct: {
    name: { en: 'Win rate', tr: 'Kazanma oranı' },
    text: { en: 'Winning trades / all closed trades.', tr: 'Kazanan işlemler / tüm kapanan işlemler.' },
  },
  profit_factor: {
    name: { en: 'Profit factor', tr: 'Kâr faktörü' },
    text: {
      en: 'Σ wins / −Σ losses. Undefined without a loss: no number says “never lost”.',
      tr: 'Σ kazançlar / −Σ kayıplar. Kayıp yoksa tanımsızdır: “hiç kaybetmedi” diyen bir sayı yoktur.',
    },
  },
  average_win: {
    name: { en: 'Average win', tr: 'Ortalama kazanç' },
    text: { en: 'Mean net profit of winning trades.', tr: 'Kazanan işlemlerin ortalama net kârı.' },
  },
  average_loss: {
    name: { en: 'Average loss', tr: 'Ortalama kayıp' },
    text: { en: 'Mean net profit of losing trades, negative.', tr: 'Kaybeden işlemlerin ortalama net kârı, eksi.' },
  },
  average_trade_pnl: {
    name: { en: 'Average trade', tr: 'Ortalama işlem' },
    text: { en: 'Mean net profit of all closed trades.', tr: 'Tüm kapanan işlemlerin ortalama net kârı.' },
  },
  expectancy: {
    name: { en: 'Expectancy', tr: 'Beklenti' },
    text: {
      en: 'Mean net profit of all closed trades = win rate × average win + loss rate × average loss.',
      tr: 'Tüm kapanan işlemlerin ortalama net kârı = kazanma oranı × ortalama kazanç + kaybetme oranı × ortalama kayıp.',
    },
  },
  expectancy_ratio: {
    name: { en: 'Expectancy ratio', tr: 'Beklenti oranı' },
    text: {
      en: '(1 + average win / −average loss) × win rate − 1. Undefined without a loss.',
      tr: '(1 + ortalama kazanç / −ortalama kayıp) × kazanma oranı − 1. Kayıp yoksa tanımsızdır.',
    },
  },
  payoff_ratio: {
    name: { en: 'Payoff ratio', tr: 'Kazanç/kayıp oranı' },
    text: { en: 'Average win / −average loss.', tr: 'Ortalama kazanç / −ortalama kayıp.' },
  },
  largest_win: {
    name: { en: 'Largest win', tr: 'En büyük kazanç' },
    text: { en: 'Highest net profit of one trade.', tr: 'Tek bir işlemin en yüksek net kârı.' },
  },
  largest_loss: {
    name: { en: 'Largest loss', tr: 'En büyük kayıp' },
    text: { en: 'Lowest net profit of one trade, negative.', tr: 'Tek bir işlemin en düşük net kârı, eksi.' },
  },
  consecutive_losses: {
    name: { en: 'Losses in a row now', tr: 'Şu an üst üste kayıp' },
    text: {
      en: 'Losing trades in a row up to now, in ledger order. A break-even trade ends the run.',
      tr: 'Şu ana kadar üst üste kaybeden işlem, defter sırasıyla. Başa baş işlem diziyi bitirir.',
    },
  },
  max_consecutive_losses: {
    name: { en: 'Most losses in a row', tr: 'En çok üst üste kayıp' },
    text: {
      en: 'The longest run of losing trades, in ledger order. A break-even trade ends a run.',
      tr: 'En uzun kayıp dizisi, defter sırasıyla. Başa baş işlem diziyi bitirir.',
    },
  },
  max_consecutive_wins: {
    name: { en: 'Most wins in a row', tr: 'En çok üst üste kazanç' },
    text: {
      en: 'The longest run of winning trades, in ledger order. A break-even trade ends a run.',
      tr: 'En uzun kazanç dizisi, defter sırasıyla. Başa baş işlem diziyi bitirir.',
    },
  },
  average_duration_seconds: {
    name: { en: 'Average duration', tr: 'Ortalama süre' },
    text: { en: 'Mean of exit time − entry time.', tr: 'Çıkış zamanı − giriş zamanı ortalaması.' },
  },
  trades_per_day: {
    name: { en: 'Trades per day', tr: 'Günlük işlem' },
    text: {
      en: 'Closed trades / elapsed days, to the millisecond.',
      tr: 'Kapanan işlemler / geçen gün, milisaniyesine kadar.',
    },
  },
  sqn: {
    name: { en: 'System quality (SQN)', tr: 'Sistem kalitesi (SQN)' },
    text: {
      en: '√n × mean / standard deviation (n − 1) of net profits. On all trades and on net profits, as freqtrade (Tharp 2008 takes R multiples and stops at 100).',
      tr: '√n × net kârların ortalaması / standart sapması (n − 1). freqtrade gibi tüm işlemler ve net kârlar üzerinden (Tharp 2008 R katlarını alır, 100’de durur).',
    },
  },
  kelly_pct: {
    name: { en: 'Kelly share', tr: 'Kelly payı' },
    text: {
      en: 'Win share − loss share / payoff ratio, over trades that were either: the share of capital at risk for fastest growth. Below 0 there is nothing to risk anything for (Kelly 1956).',
      tr: 'Kazanma payı − kaybetme payı / kazanç-kayıp oranı: en hızlı büyüme için riske atılacak sermaye payı. 0’ın altındaysa risk almaya değmez (Kelly 1956).',
    },
  },
  mae_pct: {
    name: { en: 'Maximum adverse excursion (MAE)', tr: 'En büyük ters hareket (MAE)' },
    text: {
      en: 'How far the price went against the trade at most between entry and exit, per cent of the entry price (Sweeney 1997). Told only where every price in between is still known.',
      tr: 'Giriş ile çıkış arasında fiyatın işlemin aleyhine en fazla ne kadar gittiği, giriş fiyatının yüzdesi (Sweeney 1997). Yalnızca aradaki tüm fiyatlar hâlâ biliniyorsa söylenir.',
    },
  },
  mfe_pct: {
    name: { en: 'Maximum favourable excursion (MFE)', tr: 'En büyük lehte hareket (MFE)' },
    text: {
      en: 'How far the price went the trade’s way at most between entry and exit, per cent of the entry price (Sweeney 1997). Told only where every price in between is still known.',
      tr: 'Giriş ile çıkış arasında fiyatın işlemin lehine en fazla ne kadar gittiği, giriş fiyatının yüzdesi (Sweeney 1997). Yalnızca aradaki tüm fiyatlar hâlâ biliniyorsa söylenir.',
    },
  },
  total_signals: {
    name: { en: 'Total signals', tr: 'Toplam sinyal' },
    text: {
      en: 'Accepted OPEN and CLOSE signals and rejected ones of the scope: received = accepted + rejected by reason, see Signals.',
      tr: 'Kapsamın kabul edilen ve reddedilen sinyalleri: alınan = kabul edilen + nedenleriyle reddedilen; Sinyaller sayfasına bakın.',
    },
  },
  pnl_by_period: {
    name: { en: 'Profit per day, week, month', tr: 'Gün, hafta, ay başına kâr' },
    text: {
      en: 'Σ net profit of the trades whose exit lies in the UTC day, ISO week or month. Exact decimals.',
      tr: 'Çıkışı o UTC gününde, ISO haftasında veya ayda olan işlemlerin net kâr toplamı. Tam ondalık.',
    },
  },
} as const satisfies FormulaTexts
