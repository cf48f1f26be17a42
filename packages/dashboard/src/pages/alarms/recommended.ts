import { language } from '../../words/language.ts'

/** What the rules recommend, in Turkish; the rules themselves write English into the ledger. */
const TURKISH: Readonly<Record<string, string>> = {
  'Keep an eye on the account.': 'Hesabı izleyin.',
  'Keep an eye on the next trades.': 'Sonraki işlemleri izleyin.',
  'Keep an eye on the day.': 'Günü izleyin.',
  'Keep an eye on the win rate.': 'Kazanma oranını izleyin.',
  'Keep an eye on the largest trade.': 'En büyük işlemi izleyin.',
  'Keep an eye on the average win and the average loss.': 'Ortalama kazancı ve ortalama kaybı izleyin.',
  'Keep an eye on the returns of the next days.': 'Sonraki günlerin getirilerini izleyin.',
  'Keep an eye on how many trades are open.': 'Kaç işlemin açık olduğunu izleyin.',
  'Lower the bot’s position_size, so that what is left lasts.':
    'Kalan yetsin diye botun işlem başına tutarını azaltın.',
  'Stop the bot, or lower its position_size to a small part of what is left.':
    'Botu durdurun veya işlem başına tutarı kalanın küçük bir payına indirin.',
  'The bot takes no new signals unless configured otherwise. The account is used up: register a new bot.':
    'Başka türlü ayarlanmadıysa bot yeni sinyal almaz. Hesap tükendi: yeni bir bot kaydedin.',
  'Compare the losing trades: same symbol, same direction, same hour?':
    'Kaybeden işlemleri karşılaştırın: aynı sembol, aynı yön, aynı saat mi?',
  'Pause the bot, and check whether its signals still fit the market they were made for.':
    'Botu duraklatın ve sinyallerinin yapıldıkları piyasaya hâlâ uyup uymadığını denetleyin.',
  'The bot takes no new signals unless configured otherwise. Find the cause before starting it again.':
    'Başka türlü ayarlanmadıysa bot yeni sinyal almaz. Yeniden başlatmadan önce nedenini bulun.',
  'The day’s limit is near: look at the open trades, and consider pausing the bot until tomorrow.':
    'Günün sınırı yakın: açık işlemlere bakın ve botu yarına kadar duraklatmayı düşünün.',
  'Pause the bot until the next UTC day, and look for what its losing trades of today have in common.':
    'Botu sonraki UTC gününe kadar duraklatın ve bugün kaybeden işlemlerin ortak yanını arayın.',
  'The bot takes no new signals unless configured otherwise. Start it again tomorrow at the earliest.':
    'Başka türlü ayarlanmadıysa bot yeni sinyal almaz. En erken yarın yeniden başlatın.',
  'Look at the profit factor beside it: many small losses may be meant, if the wins are larger.':
    'Yanındaki kâr faktörüne bakın: kazançlar daha büyükse çok sayıda küçük kayıp amaçlanmış olabilir.',
  'Compare with the rate the strategy was tested at; stop the bot if the profit factor is below 1 too.':
    'Stratejinin sınandığı oranla karşılaştırın; kâr faktörü de 1’in altındaysa botu durdurun.',
  'The bot takes no new signals unless configured otherwise. Test the strategy again on recent prices.':
    'Başka türlü ayarlanmadıysa bot yeni sinyal almaz. Stratejiyi güncel fiyatlarla yeniden sınayın.',
  'Look at the open trades and at the last losing ones; lower the position size or stop the bot.':
    'Açık işlemlere ve son kaybedenlere bakın; işlem başına tutarı azaltın veya botu durdurun.',
  'Stop the bot until the losses are understood.': 'Kayıplar anlaşılana kadar botu durdurun.',
  'The bot takes no new signals unless configured otherwise. Find out what changed before starting it again.':
    'Başka türlü ayarlanmadıysa bot yeni sinyal almaz. Yeniden başlatmadan önce neyin değiştiğini öğrenin.',
  'Lower the bot’s position_size, or accept the size by raising this threshold.':
    'Botun işlem başına tutarını azaltın veya bu eşiği yükselterek kabul edin.',
  'Lower the bot’s position_size, and consider closing the trade.':
    'Botun işlem başına tutarını azaltın ve işlemi kapatmayı düşünün.',
  'The bot takes no new signals unless configured otherwise. Close the trade, or accept its size.':
    'Başka türlü ayarlanmadıysa bot yeni sinyal almaz. İşlemi kapatın veya büyüklüğünü kabul edin.',
  'Compare the average win with the average loss, and the fees with both.':
    'Ortalama kazancı ortalama kayıpla, ücretleri de ikisiyle karşılaştırın.',
  'The bot loses money: stop it unless the sample is known to be an unlucky one.':
    'Bot para kaybediyor: örneklemin şanssız olduğu bilinmiyorsa durdurun.',
  'Compare the last weeks with those before: is the profit smaller, or are the swings larger?':
    'Son haftaları öncekilerle karşılaştırın: kâr mı azaldı, oynaklık mı arttı?',
  'The risk is hardly paid for: lower the position size or stop the bot until that is understood.':
    'Alınan riskin karşılığı pek gelmiyor: anlaşılana kadar işlem başına tutarı azaltın veya botu durdurun.',
  'More is being opened than closed: look for trades that are stuck between their levels.':
    'Kapanandan çok açılıyor: seviyeleri arasında takılı kalan işlemleri arayın.',
  'Pause the bot until trades have closed; lower position_size or give its signals an expiry.':
    'İşlemler kapanana kadar botu duraklatın; işlem başına tutarı azaltın veya sinyallere süre sonu verin.',
  'The bot takes no new signals unless configured otherwise. Close trades until the rest is affordable.':
    'Başka türlü ayarlanmadıysa bot yeni sinyal almaz. Kalanı karşılanabilir olana kadar işlem kapatın.',
}

/** A recommendation in the page's language, and the language it is in where that is another. */
export const recommendedWords = (text: string): { text: string; lang?: 'en' } => {
  if (language.value === 'en') return { text }
  const turkish = TURKISH[text]
  return turkish === undefined ? { text, lang: 'en' } : { text: turkish }
}
