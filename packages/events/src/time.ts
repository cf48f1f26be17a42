/** The UTC day, `YYYY-MM-DD`, of a time as events hold it. Days as texts are in order. */
export const utcDayOf = (time: string): string => time.slice(0, 10)
