/** A UTC day of a record, as what is computed from days asks for it. */
export type RecordDay = {
  /** `YYYY-MM-DD`. */
  date: string
  /** At the day's end: account value, or a portfolio's time-weighted index. Decimal text. */
  level: string
  /** A fraction; `null` where there was nothing to grow from. */
  return: number | null
}

const DAY_MS = 86_400_000

/** The UTC day so many days behind another. */
export const dayAfter = (date: string, days = 1): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
