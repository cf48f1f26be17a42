import uPlot from 'uplot'
import type { Level, TimeChartProps } from './time-chart.tsx'

const DAY_SECONDS = 86_400

/** Bars need room for half of one beyond their ends; a moment alone stands in the middle of a day. */
export const timeScale = (newest: () => TimeChartProps): uPlot.Scale => ({
  range: ({ data: [moments] }, min, max) => {
    const [only] = moments
    // Of one moment alone uPlot makes a scale of years.
    if (moments.length === 1 && only !== undefined) return [only - DAY_SECONDS / 2, only + DAY_SECONDS / 2]
    if (!newest().series.some(({ kind }) => kind === 'bars')) return [min, max]
    const gaps = Array.from(moments, (moment, at) => moment - (moments[at - 1] ?? moment)).filter((gap) => gap > 0)
    const half = Math.min(DAY_SECONDS * 31, ...gaps) / 2
    return [min - half, max + half]
  },
})

/** As uPlot chooses it, over all values and levels. */
const rangeWith = (levels: readonly Level[], min: number | null, max: number | null): uPlot.Range.MinMax => {
  const values = [min, max, ...levels.map(({ value }) => value)].filter((value) => value !== null)
  return values.length === 0 ? [null, null] : uPlot.rangeNum(Math.min(...values), Math.max(...values), 0.1, true)
}

/** Linear or logarithmic, and as far as the levels reach. */
export const valueScale = ({ logarithmic, levels }: TimeChartProps, newest: () => TimeChartProps): uPlot.Scale => {
  // Scale.Distr.Logarithmic: declared, but not there when the program runs.
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
  if (logarithmic) return { distr: 3 }
  return levels === undefined ? {} : { range: (_plot, min, max) => rangeWith(newest().levels ?? [], min, max) }
}
