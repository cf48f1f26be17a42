/** How many values lie from one edge to another. */
export type Bin = { readonly from: number; readonly to: number; readonly count: number }

type Room = { left: number; right: number }
type Box = { left: number; width: number }

export type HistogramScale = {
  /** Where a value lies, in pixels; outside of all bins at the nearest end. */
  xOf: (value: number) => number
  boxOf: (at: number) => Box
}

const clamped = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/**
 * Places bins in the room. `linear`: as wide as they are. `even`: all equally wide, for bins that grow like a geometric row;
 * a value in one lies there in proportion.
 */
export const histogramScale = (
  bins: readonly Bin[],
  { left, right }: Room,
  kind: 'linear' | 'even',
): HistogramScale => {
  const low = bins[0]?.from ?? 0
  const high = bins.at(-1)?.to ?? 1
  const room = right - left
  const linear = (value: number): number =>
    high === low ? left + room / 2 : left + ((clamped(value, low, high) - low) / (high - low)) * room
  const even = (value: number): number => {
    const inside = clamped(value, low, high)
    const at = Math.max(
      0,
      bins.findLastIndex(({ from }) => from <= inside),
    )
    const bin = bins[at]
    const share = bin === undefined || bin.to === bin.from ? 0.5 : (inside - bin.from) / (bin.to - bin.from)
    return left + ((at + share) / Math.max(1, bins.length)) * room
  }
  const boxOf = (at: number): Box => {
    const bin = bins[at]
    const whole = kind === 'even' || high === low
    const start = whole ? left + (at / Math.max(1, bins.length)) * room : linear(bin?.from ?? low)
    const end = whole ? left + ((at + 1) / Math.max(1, bins.length)) * room : linear(bin?.to ?? high)
    return { left: start, width: end - start }
  }
  return { xOf: kind === 'even' ? even : linear, boxOf }
}

/** How many of `n` values each place of a bin as wide would hold if they were normal, from the lowest to the highest edge. */
export const normalCurve = (
  bins: readonly Bin[],
  { n, mean, deviation }: { n: number; mean: number; deviation: number },
): readonly { value: number; count: number }[] => {
  const [first, last] = [bins[0], bins.at(-1)]
  if (first === undefined || last === undefined || !(deviation > 0)) return []
  const width = first.to - first.from
  const points = 120
  return Array.from({ length: points + 1 }, (_, at) => {
    const value = first.from + ((last.to - first.from) * at) / points
    const density = Math.exp(-(((value - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI))
    return { value, count: n * width * density }
  })
}
