import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { count } from '../format/number.ts'
import { type Bin, histogramScale } from './histogram-scale.ts'
import { digitsOf, niceTicks } from './nice-ticks.ts'
import { useWidth } from './use-width.ts'

/** A value worth a line across: a mean, a quantile. Each kind has its own colour and dashes. */
export type HistogramLine = { value: number; label: string; kind: 'mean' | 'median' | 'first' | 'second' }

type HistogramProps = {
  bins: readonly Bin[]
  /** One sentence that says what one sees. */
  summary: string
  /** What a bar says: from where to where, and how many. */
  tell: (bin: Bin) => string
  /** How a value is written below the axis, with as many decimals as the values there need. */
  axisFormat: (value: number, digits: number) => string
  /** `signed`: bars of losses and of gains in their colours. */
  tone?: 'signed' | 'plain'
  /** `even`: bins equally wide, with their edges below them. */
  scale?: 'linear' | 'even'
  lines?: readonly HistogramLine[]
  /** A curve over the bars, as values and counts. */
  curve?: readonly { value: number; count: number }[]
  height?: number
}

const AXIS = { left: 40, right: 12, bottom: 22 }
const LINE_ROW = 15

const toneOf = ({ from, to }: Bin, tone: 'signed' | 'plain'): string =>
  tone === 'plain' || (from < 0 && to > 0) ? 'accent' : to <= 0 ? 'loss' : 'gain'

/**
 * How often values lie where. The bars are one stop of the Tab key: arrow keys go from bar to bar, Home and End to the ends;
 * what the one under the pointer or the focus says stands below.
 */
export const Histogram = (props: HistogramProps): JSX.Element => {
  const { bins, lines = [], height = 220, scale: kind = 'linear' } = props
  const { box, width } = useWidth<HTMLElement>()
  const at = useSignal<number | null>(null)
  const top = 8 + lines.length * LINE_ROW
  const bottom = height - AXIS.bottom
  const scale = histogramScale(bins, { left: AXIS.left, right: width - AXIS.right }, kind)
  const most = Math.max(1, ...bins.map((bin) => bin.count), ...(props.curve ?? []).map((point) => point.count))
  const yOf = (of: number): number => bottom - (of / most) * (bottom - top)
  const shown = at.value === null ? undefined : bins[at.value]
  return (
    <figure class="chart histogram" ref={box}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={props.summary}>
        <Counts most={most} yOf={yOf} right={width - AXIS.right} />
        <Edges {...props} width={width} y={bottom} xOf={scale.xOf} />
        {bins.map((bin, place) => (
          <rect
            key={place}
            class={`bin ${toneOf(bin, props.tone ?? 'plain')} ${place === at.value ? 'at' : ''}`}
            x={scale.boxOf(place).left + 0.5}
            width={Math.max(1, scale.boxOf(place).width - 1)}
            y={bin.count === 0 ? bottom : Math.min(yOf(bin.count), bottom - 1)}
            height={bin.count === 0 ? 0 : Math.max(1, bottom - yOf(bin.count))}
          />
        ))}
        {props.curve === undefined ? null : (
          <polyline
            class="curve"
            points={props.curve.map(({ value, count: of }) => `${scale.xOf(value)},${yOf(of)}`).join(' ')}
          />
        )}
        <Lines lines={lines} xOf={scale.xOf} top={top - 3} bottom={bottom} middle={width / 2} />
        <Targets {...props} boxOf={scale.boxOf} top={top} bottom={bottom} at={at.value} go={(to) => (at.value = to)} />
      </svg>
      <p class="readout" aria-hidden="true">
        {shown === undefined ? props.summary : props.tell(shown)}
      </p>
    </figure>
  )
}

/** What bars are counted by. */
const Counts = ({ most, yOf, right }: { most: number; yOf: (of: number) => number; right: number }): JSX.Element => (
  <g class="axis" aria-hidden="true">
    {niceTicks(0, most, 4)
      .filter(Number.isInteger)
      .map((tick) => (
        <g key={tick}>
          <line x1={AXIS.left} x2={right} y1={yOf(tick)} y2={yOf(tick)} />
          <text x={AXIS.left - 6} y={yOf(tick) + 4} text-anchor="end">
            {count(tick)}
          </text>
        </g>
      ))}
  </g>
)

type EdgesProps = HistogramProps & { width: number; y: number; xOf: (value: number) => number }

/** Round values below a linear axis, edges of bins below an even one: as many as there is room for. */
const Edges = ({ bins, scale, axisFormat, width, y, xOf }: EdgesProps): JSX.Element => {
  const [low, high] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 0]
  const room = Math.max(2, Math.floor(width / 84))
  const edges = [...bins.map(({ from }) => from), high]
  const every = Math.ceil(edges.length / room)
  const ticks = scale === 'even' ? edges.filter((_, at) => at % every === 0) : niceTicks(low, high, room)
  return (
    <g class="axis" aria-hidden="true">
      {ticks.map((tick) => (
        <text key={tick} x={xOf(tick)} y={y + 16} text-anchor={xOf(tick) > width - 40 ? 'end' : 'middle'}>
          {axisFormat(tick, digitsOf(ticks))}
        </text>
      ))}
    </g>
  )
}

type LinesProps = {
  lines: readonly HistogramLine[]
  xOf: (value: number) => number
  top: number
  bottom: number
  middle: number
}

/** Names stand above all lines, each in a row of its own, on the side where there is more room. */
const Lines = ({ lines, xOf, top, bottom, middle }: LinesProps): JSX.Element => (
  <g aria-hidden="true">
    {lines.map(({ label, kind, value }) => (
      <g key={label} class={`mark ${kind}`}>
        <line x1={xOf(value)} x2={xOf(value)} y1={top} y2={bottom} />
      </g>
    ))}
    {lines.map(({ label, kind, value }, row) => (
      <g key={label} class={`mark ${kind}`}>
        <text
          x={xOf(value) + (xOf(value) > middle ? -4 : 4)}
          y={12 + row * LINE_ROW}
          text-anchor={xOf(value) > middle ? 'end' : 'start'}
        >
          {label}
        </text>
      </g>
    ))}
  </g>
)

type TargetsProps = HistogramProps & {
  boxOf: (at: number) => { left: number; width: number }
  top: number
  bottom: number
  at: number | null
  go: (at: number | null) => void
}

/** What is pointed at and what takes the focus: the whole height of each bin, empty ones too. */
const Targets = ({ bins, tell, boxOf, top, bottom, at, go }: TargetsProps): JSX.Element => {
  const group = useRef<SVGGElement>(null)
  const move = (event: KeyboardEvent, from: number): void => {
    const last = bins.length - 1
    const step = event.shiftKey ? 10 : 1
    const to = { ArrowLeft: from - step, ArrowRight: from + step, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = group.current?.children[Math.min(last, Math.max(0, to))]
    if (next instanceof SVGElement) next.focus()
  }
  return (
    <g ref={group} onPointerLeave={() => go(null)}>
      {bins.map((bin, place) => (
        <rect
          key={place}
          class="target"
          role="img"
          aria-label={tell(bin)}
          tabIndex={place === (at ?? 0) ? 0 : -1}
          x={boxOf(place).left}
          width={Math.max(1, boxOf(place).width)}
          y={top}
          height={bottom - top}
          onPointerEnter={() => go(place)}
          onFocus={() => go(place)}
          onBlur={() => go(null)}
          onKeyDown={(event) => move(event, place)}
        />
      ))}
    </g>
  )
}
