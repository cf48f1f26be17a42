/** The Monday that an ISO week begins with: 2026-W01 is 2025-12-29. */
export const mondayOf = (week: string): string => {
  const [year = '', number = ''] = week.split('-W')
  // The fourth of January always lies in the first week.
  const fourth = new Date(`${year}-01-04T00:00:00Z`)
  const weekday = (fourth.getUTCDay() + 6) % 7
  fourth.setUTCDate(4 - weekday + (Number(number) - 1) * 7)
  return fourth.toISOString().slice(0, 10)
}

/** The day on which a day, an ISO week or a month begins. */
export const firstDayOf = (value: string): string =>
  value.includes('W') ? mondayOf(value) : value.length === 7 ? `${value}-01` : value
