/** The multiples of a step from a least to a greatest value. */
export const ticksOf = (min: number, max: number, step: number): readonly number[] => {
  const first = Math.ceil(min / step - 1e-9)
  const last = Math.floor(max / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (first + at) * step)
}

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
const TIME_STEPS = [
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  91 * DAY,
  182 * DAY,
] as const

/** How far moments below a chart lie apart so that there are at most `most`, in seconds. */
export const timeStep = (seconds: number, most: number): number =>
  TIME_STEPS.find((step) => seconds / step <= most) ?? Math.ceil(seconds / most / (365 * DAY)) * 365 * DAY

/** The range of an axis: with some room, and from zero where bars stand on it. Something constant lies in the middle, nothing but zeros at the bottom. */
export const rangeOf = (values: readonly number[], fromZero: boolean): { min: number; max: number } => {
  const all = fromZero ? [...values, 0] : values
  if (all.every((value) => value === 0)) return { min: 0, max: 1 }
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const room = high === low ? Math.max(1, Math.abs(high)) * 0.1 : (high - low) * 0.1
  return { min: fromZero && low === 0 ? 0 : low - room, max: fromZero && high === 0 ? 0 : high + room }
}
