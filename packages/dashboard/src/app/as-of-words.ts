import { count } from '../format/number.ts'
import { dateTime } from '../format/time.ts'
import { asOf } from '../route/scope.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: { ledger: (seq: string) => `ledger ${seq}` },
  tr: { ledger: (seq: string) => `defter ${seq}` },
})

/** The moment that a view is frozen at: a sequence of the ledger, or a time. */
export const asOfWords = (): string => momentWords(asOf.value ?? '')

/** A sequence of the ledger, or a time, in words. */
export const momentWords = (at: string): string => {
  if (/^\d{1,15}$/.test(at)) return say(texts).ledger(count(Number(at)))
  return Number.isNaN(Date.parse(at)) ? at : dateTime(at)
}
