import type { JSX } from 'preact'
import { type Scale, scaleOf } from '../../charts/linear-scale.ts'
import { niceTicks } from '../../charts/nice-ticks.ts'
import { figureName } from '../../figures/formulas.ts'
import { count, gainPct, pct, ratio } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { say, words } from '../../words/words.ts'
import { type Axes, apart, type Point, radiusOf } from './points.ts'

const texts = words({
  en: {
    summary: (n: string, risk: string, ret: string) => `${n} bots: ${ret} upwards, ${risk} to the right.`,
    point: (name: string, risk: string, ret: string, trades: string) => `${name}: ${ret} at ${risk}, ${trades} trades`,
    low: 'rests on too little',
    size: 'The larger a circle, the more closed trades; a dashed one rests on too little.',
  },
  tr: {
    summary: (n: string, risk: string, ret: string) => `${n} bot: yukarı doğru ${ret}, sağa doğru ${risk}.`,
    point: (name: string, risk: string, ret: string, trades: string) =>
      `${name}: ${risk} riskle ${ret}, ${trades} işlem`,
    low: 'yeterli veriye dayanmıyor',
    size: 'Daire büyüdükçe kapanan işlem artar; kesikli daire yeterli veriye dayanmaz.',
  },
})

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [860, 460, 70, 44, 14, 120]
/** Return over volatility, drawn where both are those of a year. */
const SHARPES = [-1, 0.5, 1, 2]

const Grid = ({ x, y }: { x: Scale; y: Scale }): JSX.Element => (
  <g class="grid">
    {niceTicks(x.low, x.high, 5).map((tick) => (
      <g key={tick}>
        <line x1={x.at(tick)} x2={x.at(tick)} y1={TOP} y2={HEIGHT - BOTTOM} />
        <text x={x.at(tick)} y={HEIGHT - BOTTOM + 18} text-anchor="middle">
          {pct(tick, 0)}
        </text>
      </g>
    ))}
    {niceTicks(y.low, y.high, 5).map((tick) => (
      <g key={tick} class={tick === 0 ? 'zero' : ''}>
        <line x1={LEFT} x2={WIDTH - RIGHT} y1={y.at(tick)} y2={y.at(tick)} />
        <text x={LEFT - 8} y={y.at(tick) + 4} text-anchor="end">
          {gainPct(tick, 0)}
        </text>
      </g>
    ))}
  </g>
)

/** Where a line through the origin leaves the picture. */
const isoEnd = (sharpe: number, x: Scale, y: Scale): { x: number; y: number } => {
  const risk = Math.min(x.high, (sharpe > 0 ? y.high : y.low) / sharpe)
  return { x: x.at(risk), y: y.at(risk * sharpe) }
}

const IsoSharpe = ({ x, y }: { x: Scale; y: Scale }): JSX.Element => (
  <g class="iso">
    {SHARPES.map((sharpe) => {
      const end = isoEnd(sharpe, x, y)
      return (
        <g key={sharpe}>
          <line x1={x.at(0)} y1={y.at(0)} x2={end.x} y2={end.y} />
          <text x={end.x + 3} y={end.y + 4}>
            S = {ratio(sharpe, 1)}
          </text>
        </g>
      )
    })}
  </g>
)

/** Bots as circles that can be focused and lead to the bot; the table of the panel has the same values. */
export const ScatterPlot = ({ points, axes }: { points: readonly Point[]; axes: Axes }): JSX.Element => {
  const t = say(texts)
  const x = scaleOf(
    points.map(({ risk }) => risk),
    LEFT,
    WIDTH - RIGHT,
    [0],
  )
  const y = scaleOf(
    points.map(({ ret }) => ret),
    HEIGHT - BOTTOM,
    TOP,
    [0],
  )
  const most = Math.max(...points.map(({ trades }) => trades))
  const places = points.map(({ risk, ret }) => ({ x: x.at(risk), y: y.at(ret) }))
  const labels = apart(places, 16)
  return (
    <figure class="scatter">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="group"
        aria-label={t.summary(count(points.length), figureName(axes.risk), figureName(axes.ret))}
      >
        <Grid x={x} y={y} />
        {axes.risk === 'volatility_pct' && axes.ret === 'cagr_pct' ? <IsoSharpe x={x} y={y} /> : null}
        <text class="axis" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 6} text-anchor="middle">
          {figureName(axes.risk)}
        </text>
        <text class="axis" transform={`translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`} text-anchor="middle">
          {figureName(axes.ret)}
        </text>
        {points.map((point, at) => {
          const place = places[at] ?? { x: 0, y: 0 }
          const said = `${t.point(point.name, pct(point.risk), gainPct(point.ret), count(point.trades))}${point.low ? ` (${t.low})` : ''}`
          return (
            <a key={point.id} href={linkTo(`/bots/${encodeURIComponent(point.id)}`)} aria-label={said}>
              <title>{said}</title>
              <circle
                class={`${point.ret < 0 ? 'loss' : 'gain'} ${point.low ? 'low' : ''}`}
                cx={place.x}
                cy={place.y}
                r={radiusOf(point.trades, most)}
              />
            </a>
          )
        })}
        <g class="names" aria-hidden="true">
          {points.map(({ id, name, ret, trades }, at) => (
            <text key={id} x={(places[at]?.x ?? 0) + radiusOf(trades, most) + 4} y={(labels[at] ?? 0) + 4}>
              {ret < 0 ? '▼' : '▲'} {name}
            </text>
          ))}
        </g>
      </svg>
      <figcaption class="note">{t.size}</figcaption>
    </figure>
  )
}
