const DAY_MS = 86_400_000

/** The ISO 8601 weekday of a UTC day: 1 is Monday, 7 Sunday. */
export const isoWeekdayOf = (day: string): number => ((new Date(day).getUTCDay() + 6) % 7) + 1

/** The ISO 8601 week of a UTC day, such as `2024-W01`: the year is that of the week's Thursday. */
export const isoWeekOf = (day: string): string => {
  const thursday = new Date(Date.parse(day) + (4 - isoWeekdayOf(day)) * DAY_MS)
  const year = thursday.getUTCFullYear()
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS))
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`
}
