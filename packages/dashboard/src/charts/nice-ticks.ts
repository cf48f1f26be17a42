/** Round numbers from the lowest to the highest, about as many as wanted: steps of 1, 2 or 5 times a power of ten. */
export const niceTicks = (low: number, high: number, wanted: number): readonly number[] => {
  const span = high - low
  if (!(span > 0) || !Number.isFinite(span)) return [low]
  const raw = span / Math.max(1, wanted)
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 5].find((nice) => nice * power >= raw) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  // Rounded, so that 3 × 0.1 is 0.3.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

/** How many decimals ticks need so that no two of them look the same. */
export const digitsOf = (ticks: readonly number[]): number =>
  Math.min(6, Math.max(0, ...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length)))
