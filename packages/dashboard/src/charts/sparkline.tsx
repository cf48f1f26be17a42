import type { JSX } from 'preact'

const WIDTH = 96
const HEIGHT = 24

/** The points of a line that fills the box; one value alone lies in the middle. */
export const sparkPoints = (values: readonly number[]): string => {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (at: number): number => (values.length === 1 ? WIDTH / 2 : (at / (values.length - 1)) * WIDTH)
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : HEIGHT - 1 - ((value - low) / (high - low)) * (HEIGHT - 2)
  return values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
}

/** How something went, in a line as high as a word. What it shows is also told in words. */
export const Sparkline = ({ values, label }: { values: readonly number[]; label: string }): JSX.Element | null =>
  values.length < 2 ? null : (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      <polyline
        points={sparkPoints(values)}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        vector-effect="non-scaling-stroke"
      />
    </svg>
  )
