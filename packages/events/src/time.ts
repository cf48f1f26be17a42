const DAY_MS = 86_400_000

/** The UTC day, `YYYY-MM-DD`, of a time as events hold it. Days as texts are in order. */
export const utcDayOf = (time: string): string => time.slice(0, 10)

/** The day before a UTC day. */
export const utcDayBefore = (day: string): string => utcDayOf(new Date(Date.parse(day) - DAY_MS).toISOString())

/** The day after a UTC day. */
export const utcDayAfter = (day: string): string => utcDayOf(new Date(Date.parse(day) + DAY_MS).toISOString())
