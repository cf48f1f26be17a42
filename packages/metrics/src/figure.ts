import { type Decimal, ONE, toNumber } from '@papertape/money'
import { type Book, equityOfBook } from './book.ts'
import { levelOf } from './growth.ts'
import { nearestRatio } from './nearest-ratio.ts'
import type { TradeStats } from './trade-stats.ts'

/** Why a figure does not exist, or rests on too little. Stored by place: only ever add at the end. */
export const REASONS = [
  'NO_BOTS',
  'NO_TRADES',
  'NO_WINS',
  'NO_LOSSES',
  'NO_DRAWDOWN',
  'NO_ELAPSED_TIME',
  'EQUITY_NOT_POSITIVE',
  'NOT_REPRESENTABLE',
  'TOO_FEW',
  'LESS_THAN_ONE_YEAR',
  'ZERO_VARIANCE',
  'ZERO_DENOMINATOR',
] as const
export type Reason = (typeof REASONS)[number]

/** How far a figure can be trusted: `n` observations it rests on. */
export type Quality = { n: number; state: 'undefined' | 'low_sample'; reason: Reason }

/** A figure as it goes out: the nearest double, or `null` with a quality that says why. */
export type Figure = { value: number | null; quality: Quality | null }

/** A book with the two amounts that most figures ask for, worked out once. */
export type Standing = {
  book: Book
  /** Account value, quote units. */
  equity: Decimal
  /** Equity, or for a portfolio its time-weighted index: what returns and drawdowns are measured on. */
  level: Decimal
}

/** One figure's definition. */
export type Formula = (standing: Standing) => Figure

/** The definition of a figure that closed trades alone give, of a book or of any selection of trades. */
export type TradeFormula = (of: { book: { trades: TradeStats } }) => Figure

/** How a book stands. */
export const standingOf = (book: Book): Standing => {
  const equity = equityOfBook(book)
  return { book, equity, level: levelOf(book.growth, equity) }
}

/** Observations below which a statistic is marked as resting on too little. */
const SAMPLE_MIN = 30

/** A figure that is exact and needs no sample. */
export const exactly = (value: Decimal): Figure => ({ value: toNumber(value), quality: null })

/** A count. */
export const counted = (value: number): Figure => ({ value, quality: null })

/** A figure that does not exist. */
export const missing = (n: number, reason: Reason): Figure => ({
  value: null,
  quality: { n, state: 'undefined', reason },
})

/** A figure that exists and rests on too little. */
export const doubtful = (value: number, n: number, reason: Reason): Figure => ({
  value,
  quality: { n, state: 'low_sample', reason },
})

/** A statistic over `n` trades or days: marked below 30, the size from which a mean says something. */
export const sampled = (value: number, n: number, least = SAMPLE_MIN): Figure =>
  n < least ? doubtful(value, n, 'TOO_FEW') : { value, quality: null }

/** `part / whole` in per cent, the nearest double. The whole must not be zero. */
export const perCent = (part: Decimal, whole: Decimal): number => nearestRatio(part * 100n, whole)

/** `sum / n`, the nearest double. */
export const meanOf = (sum: Decimal, n: number): number => nearestRatio(sum, BigInt(n) * ONE)
