import { say, words } from '../words/words.ts'

const reasons = words({
  en: {
    NO_SIGNAL_YET: 'no signal has come yet',
    ENTRY_AWAITS_TICK: 'an entry waits for its first price',
    PRICES_STALE: 'it holds a trade and its prices are stale',
    STOPPED_BY_OPERATOR: 'the operator stopped it',
    PAUSED_BY_OPERATOR: 'the operator paused it; it is meant to go on',
    STOPPED_BY_ALARM: 'an emergency alarm stopped it',
  },
  tr: {
    NO_SIGNAL_YET: 'henüz sinyal gelmedi',
    ENTRY_AWAITS_TICK: 'bir giriş ilk fiyatını bekliyor',
    PRICES_STALE: 'açık işlemi var ve fiyatları eski',
    STOPPED_BY_OPERATOR: 'işletmen durdurdu',
    PAUSED_BY_OPERATOR: 'işletmen duraklattı; sürdürülecek',
    STOPPED_BY_ALARM: 'bir acil durum alarmı durdurdu',
  },
})

/** Why a bot has the status it has; a reason of a newer gateway as it is. */
export const statusReasonWords = (reason: string): string =>
  (say(reasons) as Readonly<Record<string, string>>)[reason] ?? reason
