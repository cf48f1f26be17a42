/** The box of a sparkline, in pixels. */
export const SPARK = { width: 96, height: 24 } as const

/** The points of a line that fills the box; one value alone lies in the middle. */
export const sparkPoints = (values: readonly number[]): string => {
  const { width, height } = SPARK
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (at: number): number => (values.length === 1 ? width / 2 : (at / (values.length - 1)) * width)
  const y = (value: number): number =>
    high === low ? height / 2 : height - 1 - ((value - low) / (high - low)) * (height - 2)
  return values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
}
