/** From values to places; a span without extent lies in the middle. */
export type Scale = { readonly low: number; readonly high: number; readonly at: (value: number) => number }

/** A scale over `values` with a little room at both ends; `also` are values that must be on it. */
export const scaleOf = (values: readonly number[], from: number, to: number, also: readonly number[] = []): Scale => {
  const all = [...values, ...also]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const room = most === least ? Math.max(1, Math.abs(most)) * 0.1 : (most - least) * 0.08
  const [low, high] = [also.includes(least) ? least : least - room, also.includes(most) ? most : most + room]
  return { low, high, at: (value) => from + ((value - low) / (high - low)) * (to - from) }
}
