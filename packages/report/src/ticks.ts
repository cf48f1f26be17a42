/** Round numbers that divide a range well; `decimals` are as many as tell them apart. */
export type Ticks = { low: number; high: number; values: number[]; decimals: number }

const STEPS = [1, 2, 2.5, 5, 10]

/** Ranges smaller than this part of what they hold, or than this, are one value. */
const FLAT = 1e-9

/**
 * About `wanted` round values from at or below `min` to at or above `max`. A range of one value is widened around it, so
 * that a flat line lies in the middle.
 */
export const niceTicks = (min: number, max: number, wanted: number): Ticks => {
  const size = Math.max(Math.abs(min), Math.abs(max))
  const margin = max - min <= Math.max(size, 1) * FLAT ? Math.max(size * 0.01, 1e-6) : 0
  const span = max - min + 2 * margin
  const power = 10 ** Math.floor(Math.log10(span / wanted))
  const factor = STEPS.find((each) => each * power * wanted >= span) ?? 10
  const step = power * factor
  const low = Math.floor((min - margin) / step)
  const high = Math.ceil((max + margin) / step)
  const decimals = Math.max(0, Math.min(20, -Math.floor(Math.log10(step)) + (factor === 2.5 ? 1 : 0)))
  // Through text, so that 0.1 + 0.2 is 0.3.
  const values = Array.from({ length: high - low + 1 }, (_, index) => Number(((low + index) * step).toFixed(decimals)))
  return { low: low * step, high: high * step, values, decimals }
}

const MINUTE = 60_000
const DAY = 86_400_000

/** What a tick on the time axis says. */
export type TimeTick = { atMs: number; label: string }

const stepped = (fromMs: number, toMs: number, stepMs: number, label: (iso: string) => string): TimeTick[] => {
  const first = Math.ceil(fromMs / stepMs) * stepMs
  const length = Math.max(0, Math.floor((toMs - first) / stepMs) + 1)
  return Array.from({ length }, (_, index) => first + index * stepMs).map((atMs) => ({
    atMs,
    label: label(new Date(atMs).toISOString()),
  }))
}

const monthly = (fromMs: number, toMs: number, months: number): TimeTick[] => {
  const from = new Date(fromMs)
  const ticks: TimeTick[] = []
  const start = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth()) / months) * months
  for (let month = start; ; month += months) {
    const atMs = Date.UTC(Math.floor(month / 12), month % 12, 1)
    if (atMs > toMs) return ticks
    if (atMs >= fromMs) ticks.push({ atMs, label: new Date(atMs).toISOString().slice(0, months >= 12 ? 4 : 7) })
  }
}

const MINUTE_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720]
const DAY_STEPS = [1, 2, 4, 7, 14]
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]

/** At most `most` times at round places of the UTC calendar: minutes, hours, days, months or years, whichever fit. */
export const timeTicks = (fromMs: number, toMs: number, most: number): TimeTick[] => {
  const span = toMs - fromMs
  const minutes = MINUTE_STEPS.find((step) => span / (step * MINUTE) <= most - 1)
  if (minutes !== undefined) return stepped(fromMs, toMs, minutes * MINUTE, clockLabel)
  const days = DAY_STEPS.find((step) => span / (step * DAY) <= most - 1)
  if (days !== undefined) return stepped(fromMs, toMs, days * DAY, (iso) => iso.slice(5, 10))
  const months = MONTH_STEPS.find((step) => span / (step * 30 * DAY) <= most - 1) ?? 12_000
  return monthly(fromMs, toMs, months)
}

/** The time of day, and at midnight the day. */
const clockLabel = (iso: string): string => (iso.slice(11, 16) === '00:00' ? iso.slice(5, 10) : iso.slice(11, 16))
