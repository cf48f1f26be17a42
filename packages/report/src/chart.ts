import { downSample } from './down-sample.ts'
import { axisText, numberText } from './format.ts'
import { type Html, html } from './html.ts'
import type { Curve, CurvePoint } from './tear-sheet.ts'
import { niceTicks, type Ticks, timeTicks } from './ticks.ts'

/** As many points are drawn, at most: more than a line on paper can show. */
const POINTS_MAX = 600
const VALUE_TICKS = 4
const TIME_TICKS_MAX = 6
/** The plot's own coordinates; it is stretched over the whole picture, whose text stays as large as all other text. */
const EXTENT = 1000

type Plotted = { atMs: number; value: number }

type Scale = { x: (atMs: number) => number; y: (value: number) => number }

const plotted = (points: readonly CurvePoint[]): Plotted[] =>
  downSample(
    points.filter(({ time, value }) => Number.isFinite(value) && !Number.isNaN(Date.parse(time))),
    POINTS_MAX,
  ).map(({ time, value }) => ({ atMs: Date.parse(time), value }))

const short = (value: number): string => String(Math.round(value * 100) / 100)

const lineOf = (points: readonly Plotted[], { x, y }: Scale): string =>
  points.map(({ atMs, value }, i) => `${i === 0 ? 'M' : 'L'}${short(x(atMs))} ${short(y(value))}`).join('')

const percentOf = (coordinate: number): string => `${short(coordinate / 10)}%`

/** Lines across the plot, and a column beside it that says what they stand for. */
const valueAxis = (
  { values, decimals }: Ticks,
  { y }: Scale,
  unit: Curve['unit'],
  isBelow: boolean,
): { lines: Html[]; column: Html } => {
  const texts = values.map((value) => {
    const text = axisText(isBelow && value !== 0 ? -value : value, decimals)
    return unit === 'percent' ? `${text} %` : text
  })
  const width = Math.max(...texts.map(({ length }) => length)) * 0.58 + 1
  const labels = values.map(
    (value, i) => html`<text x="0.7em" y="${percentOf(y(value))}" dy=".35em">${texts[i] ?? ''}</text>`,
  )
  return {
    lines: values.map((value) => {
      const at = percentOf(y(value))
      return html`<line class="grid" x1="0" x2="100%" y1="${at}" y2="${at}"/>`
    }),
    column: html`<svg class="values" width="${short(width)}em" aria-hidden="true">${labels}</svg>`,
  }
}

const timeAxis = (fromMs: number, toMs: number, { x }: Scale): Html[] =>
  timeTicks(fromMs, toMs, TIME_TICKS_MAX)
    .filter(({ atMs }) => x(atMs) > EXTENT * 0.03 && x(atMs) < EXTENT * 0.97)
    .map(({ atMs, label }, i) => {
      const at = percentOf(x(atMs))
      return html`<line class="tick" x1="${at}" x2="${at}" y1="0" y2="100%"/><text class="${i % 2 === 0 ? 'when' : 'when odd'}" x="${at}" y="100%" dy="1.4em">${label}</text>`
    })

const DAY_MS = 86_400_000

/** How a curve's points are dated: by day, or to the minute where it is no longer than two. */
const datesOf = (fromMs: number, toMs: number): ((atMs: number) => string) => {
  const length = toMs - fromMs < 2 * DAY_MS ? 16 : 10
  return (atMs) => new Date(atMs).toISOString().slice(0, length).replace('T', ' ')
}

/** The curve in words, for those who do not see it and as its caption. */
const inWords = (points: readonly Plotted[], { unit }: Curve, isBelow: boolean): string => {
  const text = (value: number) => numberText(isBelow && value !== 0 ? -value : value, unit) ?? '—'
  const [first, last] = [points.at(0), points.at(-1)]
  if (first === undefined || last === undefined) return ''
  const dateOf = datesOf(first.atMs, last.atMs)
  const high = points.reduce((a, b) => (b.value > a.value ? b : a))
  const low = points.reduce((a, b) => (b.value < a.value ? b : a))
  const dated = ({ atMs, value }: Plotted) => `${text(value)} on ${dateOf(atMs)}`
  return isBelow
    ? `Deepest ${dated(high)} · now ${dated(last)}`
    : `From ${dated(first)} to ${dated(last)} · highest ${dated(high)} · lowest ${dated(low)}`
}

/** Shares of the picture above and below what is drawn. */
const INSET = 0.04

const scaleOf = (from: number, to: number, { low, high }: Ticks, isBelow: boolean): Scale => ({
  x: (atMs) => (to === from ? EXTENT / 2 : ((atMs - from) / (to - from)) * EXTENT),
  y: (value) => {
    const share = isBelow ? (value - low) / (high - low) : (high - value) / (high - low)
    return (INSET + share * (1 - 2 * INSET)) * EXTENT
  },
})

const picture = (points: readonly Plotted[], other: readonly Plotted[], curve: Curve, isBelow: boolean): Html => {
  const all = [...points, ...other]
  const values = all.map(({ value }) => value).concat(curve.baseline ?? [], isBelow ? 0 : [])
  const ticks = niceTicks(Math.min(...values), Math.max(...values), VALUE_TICKS)
  const times = all.map(({ atMs }) => atMs)
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const scale = scaleOf(from, to, ticks, isBelow)
  const line = lineOf(points, scale)
  const floor = short(scale.y(isBelow ? 0 : ticks.low))
  const [first, last] = [points.at(0), points.at(-1)]
  const area = `${line}L${short(scale.x(last?.atMs ?? 0))} ${floor}L${short(scale.x(first?.atMs ?? 0))} ${floor}Z`
  const base = curve.baseline === undefined ? null : percentOf(scale.y(curve.baseline))
  const words = inWords(points, curve, isBelow)
  const { lines, column } = valueAxis(ticks, scale, curve.unit, isBelow)
  return html`<div class="${isBelow ? 'curve below' : 'curve'}"><svg class="picture" role="img" aria-label="${curve.title}: ${words}">
${lines}${timeAxis(from, to, scale)}${base === null ? null : html`<line class="base" x1="0" x2="100%" y1="${base}" y2="${base}"/>`}
<svg viewBox="0 0 ${EXTENT} ${EXTENT}" preserveAspectRatio="none"><path class="area" d="${area}"/>${
    other.length === 0 ? null : html`<path class="other" d="${lineOf(other, scale)}"/>`
  }<path class="line" d="${line}"/></svg>${
    points.length > 1
      ? null
      : html`<circle class="dot" cx="${percentOf(scale.x(from))}" cy="${percentOf(scale.y(first?.value ?? 0))}" r="4"/>`
  }</svg>${column}</div>
<p class="caption">${words}</p>`
}

/**
 * A curve as a picture: a line with a light area under it, or, for `below`, an area that hangs from zero, whose values are
 * depths. Without points it says so.
 */
export const chart = (curve: Curve | null, shape: 'line' | 'below', empty: string): Html => {
  if (curve === null) return html``
  const points = plotted(curve.points)
  const other = plotted(curve.other?.points ?? [])
  return html`<section class="chart"><h2>${curve.title}${
    curve.other === undefined ? null : html` <small class="legend">┄ ${curve.other.name}</small>`
  }</h2>${points.length === 0 ? html`<p class="empty">${empty}</p>` : picture(points, other, curve, shape === 'below')}${
    curve.note === undefined ? null : html`<p class="note">${curve.note}</p>`
  }</section>`
}
