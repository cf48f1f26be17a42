import type { JSX } from 'preact'
import type { FigureName } from '../../figures/formula-texts.ts'
import { kindOf } from '../../figures/kinds.ts'
import { differenceOf } from '../../format/decimal.ts'
import { gain, ratio, signOf } from '../../format/number.ts'
import { None } from '../../ui/figure.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: { points: (text: string) => `${text} points` },
  tr: { points: (text: string) => `${text} puan` },
})

/** The difference of two told figures, exact to their digits. It is neither a gain nor a loss, so it has no colour. */
export const Delta = ({
  name,
  from,
  to,
}: {
  name: FigureName
  from: number | null
  to: number | null
}): JSX.Element => {
  if (from === null || to === null) return <None />
  const difference = differenceOf(to, from)
  const kind = kindOf(name)
  if (kind === 'money' || kind === 'gain') return <>{gain(difference)}</>
  const sign = signOf(difference) > 0 ? '+' : ''
  const digits = kind === 'count' || kind === 'seconds' ? 0 : 2
  const text = `${sign}${ratio(Number(difference), digits)}`
  return <>{kind.toLowerCase().endsWith('pct') ? say(texts).points(text) : text}</>
}
