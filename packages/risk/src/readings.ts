import type { AlarmType } from '@papertape/events'
import { type Book, figureOf } from '@papertape/metrics'
import type { Rule } from './rule.ts'
import { RULES } from './rules.ts'

/** What each alarm sees: its figure, or `null` where that is undefined, which neither raises nor clears. */
export type Readings = { readonly [Type in AlarmType]?: number | null }

/** How many observations the rule's figure rests on. */
const sampleOf = (book: Book, of: 'closed_trades' | 'daily_returns'): number =>
  of === 'closed_trades' ? (figureOf(book, 'total_trades') ?? 0) : book.moments.n

const readingOf = (rule: Rule, book: Book): number | null => {
  if (rule.sample !== undefined && sampleOf(book, rule.sample.of) < rule.sample.min) return null
  const value = figureOf(book, rule.figure)
  return rule.as_loss && value !== null ? Math.max(0, 0 - value) : value
}

/** What all alarms see in a bot's figures. */
export const readingsOf = (book: Book): Readings =>
  Object.fromEntries(RULES.map((rule) => [rule.type, readingOf(rule, book)]))
