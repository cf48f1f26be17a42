import type { JSX } from 'preact'
import { dateTime, timeZone } from '../format/time.ts'
import { checkedNumber, checkedTime } from '../format/wrong-data.ts'
import { MARKER_SHAPES } from './marker-shapes.ts'
import { momentsOf } from './moments.ts'
import { niceTicks } from './nice-ticks.ts'
import { rangeOf, ticksOf, timeStep } from './quick-scale.ts'
import type { Marker, Series, TimeChartProps } from './time-chart.tsx'

const DAY_SECONDS = 86_400
/** The drawing's own units, in both directions; it is stretched to its place. */
const SIZE = 1000

type Place = { x: (seconds: number) => number; y: (value: number) => number }

const percent = (of: number): string => `${(of / SIZE) * 100}%`

const lineOf = (seconds: readonly number[], { values }: Series, { x, y }: Place): string => {
  let pen = 'M'
  return seconds
    .map((at, index) => {
      const value = values[index] ?? null
      if (value === null) {
        pen = 'M'
        return ''
      }
      const step = `${pen}${x(at).toFixed(1)} ${y(checkedNumber(value)).toFixed(1)}`
      pen = 'L'
      return step
    })
    .join('')
}

const Bars = ({
  seconds,
  series,
  place,
}: {
  seconds: readonly number[]
  series: Series
  place: Place
}): JSX.Element => {
  const gaps = seconds.slice(1).map((at, index) => place.x(at) - place.x(seconds[index] ?? at))
  const width = Math.min(160, 0.8 * Math.min(SIZE, ...gaps))
  return (
    <>
      {seconds.map((at, index) => {
        const value = checkedNumber(series.values[index] ?? 0)
        const [top, zero] = [place.y(Math.max(0, value)), place.y(Math.min(0, value))]
        return (
          <rect
            key={at}
            class={value < 0 ? 'lost' : 'won'}
            x={place.x(at) - width / 2}
            y={top}
            width={width}
            height={Math.max(0, zero - top)}
          />
        )
      })}
    </>
  )
}

const Curve = ({
  seconds,
  series,
  place,
}: {
  seconds: readonly number[]
  series: Series
  place: Place
}): JSX.Element => {
  const line = lineOf(seconds, series, place)
  const [first, last] = [seconds[0] ?? 0, seconds.at(-1) ?? 0]
  // Filled down to zero where that is in sight, else to the bottom.
  const ground = Math.min(SIZE, Math.max(0, place.y(0)))
  return (
    <g style={{ color: `var(--${series.color})` }}>
      {series.kind === 'area' ? (
        <path class="fill" d={`${line}L${place.x(last)} ${ground}L${place.x(first)} ${ground}Z`} />
      ) : null}
      <path class="line" d={line} />
    </g>
  )
}

const Marks = ({ markers, place }: { markers: readonly Marker[]; place: Place }): JSX.Element => (
  <>
    {markers.map(({ time, label, kind }, at) => {
      const x = place.x(checkedTime(time) / 1000)
      return x < 0 || x > SIZE ? null : (
        <span key={at} class={`mark ${kind}`} title={label} style={{ left: percent(x) }}>
          {MARKER_SHAPES[kind]}
        </span>
      )
    })}
  </>
)

const spanOf = (seconds: readonly number[], bars: boolean): { from: number; to: number } => {
  const [first = 0, last = 0] = [seconds[0], seconds.at(-1)]
  if (first === last) return { from: first - DAY_SECONDS / 2, to: last + DAY_SECONDS / 2 }
  const half = bars ? (last - first) / Math.max(1, seconds.length - 1) / 2 : 0
  return { from: first - half, to: last + half }
}

/**
 * A chart drawn at once, before the library that draws better ones is there: the same lines, areas and bars with both axes,
 * the moments that are marked, and the newest values. Whoever points at it gets the other one.
 */
export const QuickDrawing = (props: TimeChartProps): JSX.Element => {
  const [first] = props.series
  const seconds = props.times.map((time) => checkedTime(time) / 1000)
  const bars = first?.kind === 'bars'
  const { from, to } = spanOf(seconds, bars)
  const { min, max } = rangeOf(
    props.series.flatMap(({ values }) => values.filter((value) => value !== null)),
    bars || props.strip === true,
  )
  const place: Place = {
    x: (at) => ((at - from) / (to - from)) * SIZE,
    y: (value) => ((max - value) / (max - min)) * SIZE,
  }
  const ticks = niceTicks(min, max, props.strip ? 3 : 5)
  const step = (ticks[1] ?? 0) - (ticks[0] ?? 0)
  const across = timeStep(to - from, 5)
  const moment = momentsOf(props.utc ? 'UTC' : timeZone.value, props.utc)
  const newest = props.times.at(-1)
  return (
    <div class={`quick ${props.strip ? 'strip-chart' : ''}`} aria-hidden="true">
      <div class="field">
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} preserveAspectRatio="none">
          {ticks.map((value) => (
            <path key={value} class="grid" d={`M0 ${place.y(value)}H${SIZE}`} />
          ))}
          {props.series.map((series) =>
            series.kind === 'bars' ? (
              <Bars key={series.label} seconds={seconds} series={series} place={place} />
            ) : (
              <Curve key={series.label} seconds={seconds} series={series} place={place} />
            ),
          )}
        </svg>
        {ticks.map((value) => (
          <span key={value} class="value" style={{ top: percent(place.y(value)) }}>
            {(first?.axisFormat ?? first?.format)?.(value, step)}
          </span>
        ))}
        {props.strip
          ? null
          : ticksOf(from, to, across).map((at) => (
              <span key={at} class="moment" style={{ left: percent(place.x(at)) }}>
                {moment(at, across)}
              </span>
            ))}
        <Marks markers={props.markers ?? []} place={place} />
      </div>
      <p class="newest">
        {newest === undefined ? '' : (props.timeFormat ?? dateTime)(newest)}
        {props.series.map(({ label, values, format }) => {
          const value = values.at(-1) ?? null
          return ` · ${label}: ${value === null ? '—' : format(value)}`
        })}
      </p>
    </div>
  )
}
