import { say, words } from '../words/words.ts'

const names = words({
  en: {
    MALFORMED: 'Malformed',
    UNKNOWN_BOT: 'Unknown bot',
    DUPLICATE: 'Duplicate',
    NOT_ACTIVE: 'Not active',
    MISSING_FIELD: 'Field missing',
    INVALID_DIRECTION: 'Invalid direction',
    INVALID_PRICE: 'Invalid price',
    INVALID_GEOMETRY: 'Levels in the wrong order',
    EXPIRED_ON_ARRIVAL: 'Expired on arrival',
    FILTERED: 'Filtered out',
    BOT_NOT_RUNNING: 'Bot not running',
    RISK_LIMIT: 'Risk limit',
    ENTRY_OFF_MARKET: 'Entry off the market',
  },
  tr: {
    MALFORMED: 'Biçimsiz',
    UNKNOWN_BOT: 'Bilinmeyen bot',
    DUPLICATE: 'Yinelenen',
    NOT_ACTIVE: 'Etkin değil',
    MISSING_FIELD: 'Eksik alan',
    INVALID_DIRECTION: 'Geçersiz yön',
    INVALID_PRICE: 'Geçersiz fiyat',
    INVALID_GEOMETRY: 'Seviyelerin sırası yanlış',
    EXPIRED_ON_ARRIVAL: 'Geldiğinde süresi dolmuş',
    FILTERED: 'Elendi',
    BOT_NOT_RUNNING: 'Bot çalışmıyor',
    RISK_LIMIT: 'Risk sınırı',
    ENTRY_OFF_MARKET: 'Giriş piyasadan uzak',
  },
})

const advice = words({
  en: {
    MALFORMED: 'It was no JSON object with a usable signal_id, or a field had the wrong type. Mend what sends it.',
    UNKNOWN_BOT: 'Nobody registered a bot by this name. Register it, or mend the name in the subject.',
    DUPLICATE: 'This bot has used this signal_id before. Give each signal an id of its own; a retry changes nothing.',
    NOT_ACTIVE: 'Its status was not ACTIVE, so it is recorded and not traded. Send ACTIVE to have it traded.',
    MISSING_FIELD: 'A field that it needs was not there. Send the field named.',
    INVALID_DIRECTION: 'The direction was neither LONG nor SHORT. Send one of the two.',
    INVALID_PRICE: 'A price was no finite number above 0 with at most 18 decimals. Send prices as decimal texts.',
    INVALID_GEOMETRY:
      'A long needs stop loss < entry < take profit, a short the reverse. Check the levels before sending.',
    EXPIRED_ON_ARRIVAL: 'Its expires_at had passed when it arrived. Send it earlier, or give it more time.',
    FILTERED: 'The bot’s own filters do not take it. Change the filters, or do not send it to this bot.',
    BOT_NOT_RUNNING: 'The bot was stopped or paused. Start it, then send a new signal.',
    RISK_LIMIT: 'A limit of the bot for the day was reached. It takes signals again on the next UTC day.',
    ENTRY_OFF_MARKET:
      'The entry was too far from the last price, or that price was past a level already. Send it sooner, or widen max_entry_deviation_pct.',
  },
  tr: {
    MALFORMED:
      'Kullanılabilir signal_id içeren bir JSON nesnesi değildi ya da bir alanın türü yanlıştı. Göndereni düzeltin.',
    UNKNOWN_BOT: 'Bu adla kayıtlı bot yok. Botu kaydedin ya da konudaki adı düzeltin.',
    DUPLICATE:
      'Bu bot bu signal_id değerini daha önce kullandı. Her sinyale kendi kimliğini verin; yeniden göndermek bir şeyi değiştirmez.',
    NOT_ACTIVE: 'status değeri ACTIVE değildi; kaydedilir ama işlem yapılmaz. İşlem için ACTIVE gönderin.',
    MISSING_FIELD: 'Gerekli bir alan yoktu. Adı verilen alanı gönderin.',
    INVALID_DIRECTION: 'Yön LONG ya da SHORT değildi. İkisinden birini gönderin.',
    INVALID_PRICE:
      'Bir fiyat, 0’dan büyük, sonlu ve en çok 18 ondalıklı bir sayı değildi. Fiyatları ondalık metin olarak gönderin.',
    INVALID_GEOMETRY:
      'Alışta zarar durdur < giriş < kâr al olmalı, açığa satışta tersi. Göndermeden önce seviyeleri denetleyin.',
    EXPIRED_ON_ARRIVAL: 'Geldiğinde expires_at geçmişti. Daha erken gönderin ya da daha çok süre verin.',
    FILTERED: 'Botun kendi filtreleri onu almıyor. Filtreleri değiştirin ya da bu bota göndermeyin.',
    BOT_NOT_RUNNING: 'Bot durdurulmuş ya da duraklatılmıştı. Başlatın, sonra yeni bir sinyal gönderin.',
    RISK_LIMIT: 'Botun günlük sınırlarından birine ulaşıldı. Sonraki UTC gününde yeniden sinyal alır.',
    ENTRY_OFF_MARKET:
      'Giriş son fiyattan çok uzaktı ya da o fiyat bir seviyeyi çoktan geçmişti. Daha erken gönderin ya da max_entry_deviation_pct değerini genişletin.',
  },
})

const among = (of: Readonly<Record<string, string>>, reason: string): string | undefined =>
  Object.hasOwn(of, reason) ? of[reason] : undefined

/** Why a signal was rejected, in a few words; a reason of a newer gateway as it is. */
export const rejectionWords = (reason: string): string => among(say(names), reason) ?? reason

/** What that means and what to do about it; nothing for a reason of a newer gateway. */
export const rejectionAdvice = (reason: string): string => among(say(advice), reason) ?? ''
