import type { TradeStatus } from '@papertape/client'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    OPEN: 'Open',
    CLOSED_TP: 'Take profit',
    CLOSED_SL: 'Stop loss',
    CLOSED_EXPIRED: 'Expired',
    CLOSED_SIGNAL: 'Closed by signal',
    CLOSED_MANUAL: 'Closed by hand',
    NOT_ENTERED: 'Not entered',
    WAITING: 'Awaits its tick',
  },
  tr: {
    OPEN: 'Açık',
    CLOSED_TP: 'Kâr al',
    CLOSED_SL: 'Zarar durdur',
    CLOSED_EXPIRED: 'Süresi doldu',
    CLOSED_SIGNAL: 'Sinyalle kapandı',
    CLOSED_MANUAL: 'Elle kapatıldı',
    NOT_ENTERED: 'Girilmedi',
    WAITING: 'Fiyatını bekliyor',
  },
} satisfies Record<'en' | 'tr', Readonly<Record<TradeStatus | 'WAITING', string>>>)

/** How a trade stands, or how it ended; a status of a newer gateway as it is. */
export const statusWords = (status: string): string =>
  (say(texts) as Readonly<Record<string, string>>)[status] ?? status

const missed = words({
  en: {
    EXPIRED: 'it expired before its first tick',
    TAKE_PROFIT: 'its first tick was at or past the target',
    STOP_LOSS: 'its first tick was at or past the stop',
    CLOSED: 'it was closed before its first tick',
  },
  tr: {
    EXPIRED: 'ilk fiyatından önce süresi doldu',
    TAKE_PROFIT: 'ilk fiyatı hedefte veya ötesindeydi',
    STOP_LOSS: 'ilk fiyatı zarar durdurda veya ötesindeydi',
    CLOSED: 'ilk fiyatından önce kapatıldı',
  },
})

/** Why a trade was not entered. */
export const missedWords = (reason: string): string =>
  (say(missed) as Readonly<Record<string, string>>)[reason] ?? reason
