import type { Quality } from '@papertape/client'
import type { ComponentChildren, JSX } from 'preact'
import type { FigureName } from '../figures/formula-texts.ts'
import { kindOf } from '../figures/kinds.ts'
import { count, money, pct, ratio } from '../format/number.ts'
import { duration } from '../format/time.ts'
import { checkedNumber } from '../format/wrong-data.ts'
import { Gain, GainPct, None } from './figure.tsx'
import { LowSample } from './sample.tsx'
import { Time } from './time.tsx'

type FigureValueProps = {
  name: FigureName
  value: number | string | null | undefined
  quality?: Quality | undefined
}

const written = (name: FigureName, value: number | string): ComponentChildren => {
  switch (kindOf(name)) {
    case 'money':
      return money(value)
    case 'gain':
      return <Gain value={value} />
    case 'pct':
    case 'lossPct':
      return pct(value)
    case 'gainPct':
      return <GainPct value={value} />
    case 'ratio':
      return ratio(checkedNumber(value))
    case 'count':
      return count(checkedNumber(value))
    case 'seconds':
      return duration(checkedNumber(value))
    case 'moment':
      return <Time iso={String(value)} />
  }
}

/** A figure of the API in its own unit, with a mark where it rests on too little and the reason where there is none. */
export const FigureValue = ({ name, value, quality }: FigureValueProps): JSX.Element =>
  value === null || value === undefined ? (
    <None reason={quality?.reason ?? null} />
  ) : (
    <>
      {written(name, value)} <LowSample quality={quality} />
    </>
  )
