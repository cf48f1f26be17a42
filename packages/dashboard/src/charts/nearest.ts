import type uPlot from 'uplot'
import type { TimeChartProps } from './time-chart.tsx'

/** The place of the nearest value of a series that has none of its own at each moment. */
export const nearest = (plot: Pick<uPlot, 'data'>, at: number, of: number): number => {
  const values = plot.data[of] ?? []
  for (let away = 0; away < values.length; away += 1) {
    if ((values[at - away] ?? null) !== null) return at - away
    if ((values[at + away] ?? null) !== null) return at + away
  }
  return at
}

/** The places of the newest moment and of the newest values. */
const newestOf = (plot: uPlot, { series }: TimeChartProps): number[] => {
  const last = plot.data[0].length - 1
  return [last, ...series.map(({ spanned }, at) => (spanned ? nearest(plot, last, at + 1) : last))]
}

/** Where nobody points, the newest values are told, once uPlot has drawn what it has. */
export const tellNewest = (plot: uPlot, newest: () => TimeChartProps): void => {
  if ((plot.cursor.idx ?? null) === null) queueMicrotask(() => plot.setLegend({ idxs: newestOf(plot, newest()) }))
}
