import type { KpiSnapshot, Quality } from '@papertape/client'
import type { ComponentChildren, JSX } from 'preact'
import { Sparkline } from '../../charts/sparkline.tsx'
import { reasonWords } from '../../figures/reasons.ts'
import { count, gain, gainPct, money, pct, ratio } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { say, words } from '../../words/words.ts'
import { Change, type Kind } from './change.tsx'
import { changeOf, courseOf } from './course.ts'
import { type CardName, type FigureCard, figureNames } from './figure-cards.ts'

const texts = words({
  en: {
    low: 'low confidence',
    course: (of: string, from: string, to: string) => `${of}: from ${from} to ${to}`,
  },
  tr: {
    low: 'düşük güven',
    course: (of: string, from: string, to: string) => `${of}: ${from} değerinden ${to} değerine`,
  },
})

/** Fewer observations than this are marked (reference: 30 trades, 30 days). */
const ENOUGH = 30

const writers: Readonly<Record<Kind, (value: number) => string>> = { gain, money, pct, gainPct, ratio, count }

/** What a card shows of: figures as a snapshot, or a selection of trades, has them. */
export type Figures = Readonly<
  Partial<Record<CardName | 'total_trades' | 'winning_trades' | 'losing_trades', number | null>>
> & {
  readonly quality: Readonly<Record<string, Quality>>
}

type FigureCardProps = {
  card: FigureCard
  figures: Figures
  /** The snapshot that the change is counted from, and all of the period; `null` where the figures have no past. */
  base: KpiSnapshot | null
  history: readonly KpiSnapshot[] | null
  /** More about it, before the sample. */
  more?: ComponentChildren
}

const valueOf = ({ card: { name, kind }, figures }: FigureCardProps): JSX.Element => {
  const value = figures[name] ?? null
  const reason = figures.quality[name]?.reason ?? null
  if (kind === 'gain') return <Gain value={value} reason={reason} />
  if (kind === 'gainPct') return <GainPct value={value} reason={reason} />
  return <Maybe value={value} reason={reason} as={writers[kind]} />
}

/** How many observations a figure rests on, marked where they are few. */
const Sample = ({ card, figures }: FigureCardProps): JSX.Element | null => {
  const { sample, name } = card
  if (sample === null) return null
  const told = figures.quality[name]
  const n = sample === 'days' ? (told?.n ?? null) : (figures[sample] ?? 0)
  const size = `n ${n === null ? `≥ ${count(ENOUGH)}` : `= ${count(n)}`}`
  if (figures[name] === null) return <span>{size}</span>
  if (n === null || n >= ENOUGH)
    return told?.state === 'low_sample' ? (
      <span class="low-sample">
        ◔ {size}: {reasonWords(told.reason)}
      </span>
    ) : (
      <span>{size}</span>
    )
  return (
    <span class="low-sample" title={`n < ${ENOUGH}`}>
      <span aria-hidden="true">◔ </span>
      {size}: {say(texts).low}
    </span>
  )
}

/** A figure with its change, its course, what it rests on and its formula. */
export const FigureCardView = (props: FigureCardProps): JSX.Element => {
  const { card, figures, base, history, more } = props
  const label = say(figureNames)[card.name]
  const change = changeOf(figures, base, card.name)
  const course = history === null ? [] : courseOf(history, card.name)
  const write = writers[card.kind]
  const why = figures[card.name] === null ? figures.quality[card.name]?.reason : undefined
  const [first, last] = [course[0], course.at(-1)]
  return (
    <Card
      id={card.name}
      label={label}
      info={[card.name, ...(card.also ?? [])]}
      spark={
        first === undefined || last === undefined ? null : (
          <Sparkline values={course} label={say(texts).course(label, write(first), write(last))} />
        )
      }
      below={
        <>
          {change === null ? null : <Change kind={card.kind} change={change} better={card.better} />}
          {more === null || more === undefined ? null : <span>{more}</span>}
          {why === undefined ? null : <span>{reasonWords(why)}</span>}
          <Sample {...props} />
        </>
      }
    >
      {valueOf(props)}
    </Card>
  )
}
