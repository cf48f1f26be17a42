import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { dateTime, timeZone } from '../format/time.ts'
import { checkedNumber, checkedTime } from '../format/wrong-data.ts'
import { say, words } from '../words/words.ts'
import { CHART_HEIGHT } from './chart-height.ts'
import { drawLevels, drawMarkers } from './draw-marks.ts'
import { momentsOf } from './moments.ts'
import { nearest, tellNewest } from './nearest.ts'
import { timeScale, valueScale } from './scales.ts'
import type { Series, TimeChartProps } from './time-chart.tsx'

const texts = words({ en: { time: 'Time' }, tr: { time: 'Zaman' } })

export type DrawnChart = {
  update: (props: TimeChartProps) => void
  onKey: (event: KeyboardEvent) => void
  end: () => void
}

const color = (of: Element, name: string): string => getComputedStyle(of).getPropertyValue(`--${name}`).trim()

const dataOf = ({ times, series }: TimeChartProps): uPlot.AlignedData => [
  times.map((time) => checkedTime(time) / 1000),
  ...series.map(({ values }) => values.map((value) => (value === null ? null : checkedNumber(value)))),
]

/** Bars above zero in the colour of gains, below it in that of losses. */
const bars = (of: Element): uPlot.Series.PathBuilder | undefined => {
  const make = uPlot.paths.bars
  return make?.({
    size: [0.8, 60],
    disp: {
      fill: {
        // BarsPathBuilderFacetUnit.Color: declared, but not there when the program runs.
        // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
        unit: 3,
        values: (plot, at) => [...(plot.data[at] ?? [])].map((value) => color(of, (value ?? 0) < 0 ? 'loss' : 'gain')),
      },
    },
  })
}

const seriesOf = (of: Element, { label, kind, color: name, format, dashed, spanned }: Series): uPlot.Series => {
  const stroke = color(of, name)
  const paths = kind === 'bars' ? bars(of) : kind === 'steps' ? uPlot.paths.stepped?.({ align: 1 }) : undefined
  return {
    label,
    value: (_plot, value) => (value === null || value === undefined ? '—' : format(value)),
    stroke: kind === 'points' ? 'transparent' : stroke,
    width: kind === 'bars' ? 0 : 1.5,
    points: kind === 'points' ? { show: true, size: 5, stroke, fill: stroke } : { show: false },
    ...(kind === 'area' ? { fill: `color-mix(in srgb, ${stroke} 18%, transparent)` } : {}),
    ...(dashed ? { dash: [5, 4] } : {}),
    ...(spanned ? { spanGaps: true } : {}),
    ...(paths === undefined ? {} : { paths }),
  }
}

/** As wide as the longest label of the axis; charts that share a cursor stand exactly below each other. */
const axisSize =
  (shared: boolean) =>
  (_plot: uPlot, labels: readonly string[] | null): number =>
    24 + 7 * Math.max(shared ? 7 : 3, ...(labels ?? []).map((label) => label.length))

/** What stands below the plot has one line; where it needs more, the chart grows. */
const heightOf = ({ height = CHART_HEIGHT }: TimeChartProps): number => Math.max(80, height - 28)

const optionsOf = (box: HTMLElement, props: TimeChartProps, newest: () => TimeChartProps): uPlot.Options => {
  const axis = {
    stroke: color(box, 'quiet'),
    grid: { stroke: color(box, 'line'), width: 1 },
    ticks: { stroke: color(box, 'line'), width: 1 },
    font: '12px system-ui, sans-serif',
  }
  const [first] = props.series
  const zone = props.utc ? 'UTC' : timeZone.value
  const moment = momentsOf(zone, props.utc)
  return {
    width: Math.max(200, box.clientWidth),
    height: heightOf(props),
    ...(props.sync === undefined ? {} : { padding: [12, 20, 0, 0] }),
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    series: [
      {
        label: say(texts).time,
        value: (_plot, value: number | null | undefined) =>
          (value ?? null) === null
            ? '—'
            : (newest().timeFormat ?? dateTime)(new Date((value ?? 0) * 1000).toISOString()),
      },
      ...props.series.map((one) => seriesOf(box, one)),
    ],
    axes: [
      {
        ...axis,
        space: 72,
        show: !props.strip,
        values: (_plot, splits, _axis, _space, step) => splits.map((seconds) => moment(seconds, step)),
      },
      {
        ...axis,
        size: axisSize(props.sync !== undefined),
        values: (_plot, splits, _axis, _space, step) =>
          splits.map((value) =>
            value === null || first === undefined ? '' : (first.axisFormat ?? first.format)(value, step),
          ),
      },
    ],
    scales: { x: timeScale(newest), y: valueScale(props, newest) },
    cursor: {
      drag: { x: true, y: false },
      dataIdx: (plot, of, idx) => (props.series[of - 1]?.spanned ? nearest(plot, idx, of) : idx),
      ...(props.sync === undefined ? {} : { sync: { key: props.sync } }),
    },
    legend: { live: true },
    hooks: {
      setCursor: [(plot) => tellNewest(plot, newest)],
      draw: [
        (plot) => {
          drawLevels(plot, newest().levels ?? [], (name) => color(box, name))
          drawMarkers(plot, newest().markers ?? [], (name) => color(box, name))
        },
      ],
    },
  }
}

/** Draws a chart into an element and keeps it as wide as that. */
export const drawTimeChart = (box: HTMLElement, given: TimeChartProps): DrawnChart => {
  let props = given
  const plot = new uPlot(
    optionsOf(box, props, () => props),
    dataOf(props),
    box,
  )
  const resizing = new ResizeObserver(() =>
    plot.setSize({ width: Math.max(200, box.clientWidth), height: heightOf(props) }),
  )
  resizing.observe(box)
  // Its third parameter, which moves the cursors of charts of the same name too, is not in the types.
  const setCursor: (at: { left: number; top: number }, fire: boolean, publish: boolean) => void = plot.setCursor
  const pointAt = (at: number): void => {
    const time = plot.data[0][at]
    if (time !== undefined) setCursor({ left: plot.valToPos(time, 'x'), top: 0 }, true, true)
  }
  return {
    update: (next) => {
      const before = props
      props = next
      if (
        next.times === before.times &&
        next.series.every(({ values }, at) => values === before.series[at]?.values) &&
        next.markers === before.markers &&
        JSON.stringify(next.levels) === JSON.stringify(before.levels)
      )
        return
      plot.setData(dataOf(next))
      tellNewest(plot, () => props)
    },
    onKey: (event) => {
      const last = plot.data[0].length - 1
      const at = plot.cursor.idx ?? last
      const step = event.shiftKey ? 10 : 1
      const to = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: last }[event.key]
      if (to === undefined) return
      event.preventDefault()
      pointAt(Math.min(last, Math.max(0, to)))
    },
    end: () => {
      resizing.disconnect()
      plot.destroy()
    },
  }
}
