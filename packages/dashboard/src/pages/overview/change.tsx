import type { JSX } from 'preact'
import { count, gain, gainRatio, signOf } from '../../format/number.ts'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: { change: 'Change', points: 'points', none: 'unchanged' },
  tr: { change: 'Değişim', points: 'puan', none: 'değişmedi' },
})

/** How a figure is written, which says how its change is. */
export type Kind = 'gain' | 'money' | 'pct' | 'gainPct' | 'ratio' | 'count'

const written = (kind: Kind, change: string): string => {
  if (kind === 'gain' || kind === 'money') return gain(change)
  if (kind === 'ratio') return gainRatio(Number(change))
  if (kind === 'count') return `${signOf(change) > 0 ? '+' : ''}${count(Number(change))}`
  return `${gainRatio(Number(change))} ${say(texts).points}`
}

/** A change since before: `better` is the way that is good, and gives the colour; the arrow and the sign say the way it went. */
export const Change = ({ kind, change, better }: { kind: Kind; change: string; better: -1 | 0 | 1 }): JSX.Element => {
  const sign = signOf(change)
  const good = sign * better
  if (sign === 0) return <span>{say(texts).none}</span>
  return (
    <span class={good > 0 ? 'gain' : good < 0 ? 'loss' : 'quiet'}>
      <span class="visually-hidden">{say(texts).change} </span>
      <span aria-hidden="true" class="arrow">
        {sign > 0 ? '▲' : '▼'}
      </span>
      {written(kind, change)}
    </span>
  )
}
