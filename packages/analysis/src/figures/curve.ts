/** A line through time; times are milliseconds since 1970. */
export type Curve = { times: readonly number[]; values: readonly number[] }

/** How far each level lies below the highest so far, as a fraction of it; 0 at a peak. */
export const fallsOf = ({ times, values }: Curve, start: number): Curve => {
  let peak = start
  const falls = values.map((value) => {
    peak = Math.max(peak, value)
    return peak > 0 ? (peak - value) / peak : 0
  })
  return { times, values: falls }
}

/**
 * A curve of at most `max` (≥ 4) points that looks like all of them: first and last, and of each stretch between them the
 * lowest and the highest. For long records, whose every row would be an object on a page.
 */
export const thinned = (curve: Curve, max: number): Curve => {
  const { times, values } = curve
  const inner = values.length - 2
  if (values.length <= max) return curve
  const stretches = Math.floor((max - 2) / 2)
  const places = [0]
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = 1 + Math.floor((stretch * inner) / stretches)
    const to = 1 + Math.floor(((stretch + 1) * inner) / stretches)
    let [low, high] = [from, from]
    for (let at = from; at < to; at += 1) {
      const value = values[at] ?? 0
      if (value < (values[low] ?? 0)) low = at
      if (value > (values[high] ?? 0)) high = at
    }
    places.push(...(low === high ? [low] : [Math.min(low, high), Math.max(low, high)]))
  }
  places.push(values.length - 1)
  return { times: places.map((place) => times[place] ?? 0), values: places.map((place) => values[place] ?? 0) }
}
