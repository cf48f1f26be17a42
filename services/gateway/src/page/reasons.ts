import { reasonInWords } from '@papertape/report'
import type { Language } from './language.ts'

const turkish = new Map([
  ['NO_BOTS', 'henüz bot yok'],
  ['NO_TRADES', 'henüz kapanan işlem yok'],
  ['NO_WINS', 'henüz kazanan işlem yok'],
  ['NO_LOSSES', 'henüz kayıp yok'],
  ['NO_DRAWDOWN', 'henüz düşüş yok'],
  ['NO_ELAPSED_TIME', 'henüz zaman geçmedi'],
  ['ZERO_VARIANCE', 'bütün getiriler aynı'],
  ['ZERO_DENOMINATOR', 'sıfıra bölünürdü'],
  ['TOO_FEW', 'gözlem sayısı az'],
  ['EQUITY_NOT_POSITIVE', 'özvarlık pozitif değil'],
  ['NOT_REPRESENTABLE', 'gösterilemeyecek kadar büyük bir sayı'],
  ['LESS_THAN_ONE_YEAR', 'bir yıldan kısa'],
])

/** Why a figure does not exist, in words of the language; a code that is not known here in its own. */
export const reasonIn = (language: Language, code: string): string =>
  (language === 'tr' ? turkish.get(code) : undefined) ?? reasonInWords(code)
