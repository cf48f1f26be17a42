import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    NO_BOTS: 'there is no bot yet',
    NO_TRADES: 'no trade is closed yet',
    NO_WINS: 'no trade has won yet',
    NO_LOSSES: 'no trade has lost yet',
    NO_DRAWDOWN: 'there was no drawdown yet',
    NO_ELAPSED_TIME: 'no time has passed yet',
    EQUITY_NOT_POSITIVE: 'the equity is not positive',
    NOT_REPRESENTABLE: 'too large or too small to be written down',
    TOO_FEW: 'too few observations',
    LESS_THAN_ONE_YEAR: 'less than a year of record',
    ZERO_VARIANCE: 'all returns are the same',
    ZERO_DENOMINATOR: 'it would be divided by zero',
    OWN_CLOCK: 'a replay has a clock of its own',
  },
  tr: {
    NO_BOTS: 'henüz bot yok',
    NO_TRADES: 'henüz kapanan işlem yok',
    NO_WINS: 'henüz kazanan işlem yok',
    NO_LOSSES: 'henüz kaybeden işlem yok',
    NO_DRAWDOWN: 'henüz düşüş olmadı',
    NO_ELAPSED_TIME: 'henüz zaman geçmedi',
    EQUITY_NOT_POSITIVE: 'öz varlık pozitif değil',
    NOT_REPRESENTABLE: 'yazılamayacak kadar büyük veya küçük',
    TOO_FEW: 'gözlem sayısı çok az',
    LESS_THAN_ONE_YEAR: 'kayıt bir yıldan kısa',
    ZERO_VARIANCE: 'tüm getiriler aynı',
    ZERO_DENOMINATOR: 'sıfıra bölünmüş olurdu',
    OWN_CLOCK: 'tekrarın kendi saati vardır',
  },
})

/** Why a figure is undefined or rests on too little, in words; a reason of a newer gateway as it is. */
export const reasonWords = (reason: string): string =>
  (say(texts) as Readonly<Record<string, string>>)[reason] ?? reason
