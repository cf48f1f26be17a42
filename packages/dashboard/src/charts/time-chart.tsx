import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { palette, theme } from '../app/preferences.ts'
import { timeZone } from '../format/time.ts'
import { language } from '../words/language.ts'
import { CHART_HEIGHT } from './chart-height.ts'
import type { DrawnChart } from './draw-time-chart.ts'

/** One line, area or row of bars over time. */
export type Series = {
  label: string
  values: readonly (number | null)[]
  kind: 'line' | 'area' | 'bars' | 'steps' | 'points'
  /** A colour of the theme: the name of a custom property without its dashes. Bars take gain and loss by themselves. */
  color: 'accent' | 'gain' | 'loss' | 'quiet' | 'second' | 'third' | 'fourth' | 'fifth' | 'sixth'
  /** How its values are written. */
  format: (value: number) => string
  /** The same beside the axis, where it is to be shorter; `step` is how far its values lie apart. The first series writes it. */
  axisFormat?: (value: number, step: number) => string
  dashed?: boolean
  /** Lines go on over moments at which there is no value, for series whose values are of different moments. */
  spanned?: boolean
}

/** A moment worth marking: an alarm, a deposit. It stands at the top, or where `value` is. */
export type Marker = { time: string; label: string; kind: 'alarm' | 'flow' | 'entry' | 'exit' | 'note'; value?: number }

/** A level worth drawing across: an entry price, a target, a stop. The chart reaches as far as its levels. */
export type Level = { value: number; label: string; kind: 'entry' | 'target' | 'stop' }

export type TimeChartProps = {
  /** RFC 3339, ascending. */
  times: readonly string[]
  series: readonly Series[]
  /** One sentence that says what one sees. */
  summary: string
  height?: number
  logarithmic?: boolean
  /** Drawn close below another chart that shares its cursor, without an axis of time of its own. */
  strip?: boolean
  /** How the moment under the cursor is written; day and time to the second unless told. */
  timeFormat?: (iso: string) => string
  /** The times are UTC days, weeks or months: in no time zone is one of them another one. */
  utc?: boolean
  markers?: readonly Marker[]
  levels?: readonly Level[]
  /** What is drawn until somebody points at the chart: it needs no library, and keeps the first page light. */
  quick?: (props: TimeChartProps) => JSX.Element
  /** Charts of the same name share their cursor. */
  sync?: string
}

/**
 * A chart over time. Arrow keys move its cursor, with Shift by ten, Home and End to its ends; what it points at is written
 * below it. The library that draws comes with the first chart.
 */
export const TimeChart = (props: TimeChartProps): JSX.Element => {
  const box = useRef<HTMLDivElement>(null)
  const drawn = useRef<DrawnChart | null>(null)
  const newest = useRef(props)
  const wanted = useSignal(props.quick === undefined)
  const arrived = useSignal(false)
  newest.current = props
  const look = `${theme.value} ${palette.value} ${language.value} ${timeZone.value} ${props.series.map(({ label, kind }) => `${label}${kind}`).join()} ${props.logarithmic}`
  useEffect(() => {
    if (!wanted.value) return
    let gone = false
    void import('./draw-time-chart.ts').then(({ drawTimeChart }) => {
      if (gone || box.current === null) return
      drawn.current = drawTimeChart(box.current, newest.current)
      arrived.value = true
    })
    return () => {
      gone = true
      drawn.current?.end()
      drawn.current = null
    }
  }, [look, wanted.value])
  useEffect(() => drawn.current?.update(newest.current))
  const want = (): void => {
    wanted.value = true
  }
  return (
    <figure class="chart">
      <div
        class="plot"
        role="img"
        aria-label={props.summary}
        tabIndex={0}
        style={{ minHeight: `${props.height ?? CHART_HEIGHT}px` }}
        ref={box}
        onKeyDown={(event) => drawn.current?.onKey(event)}
        onPointerEnter={want}
        onFocus={want}
      >
        {props.quick === undefined || arrived.value ? null : <props.quick {...props} />}
      </div>
      <figcaption class="visually-hidden">{props.summary}</figcaption>
    </figure>
  )
}
