import type { ComponentChildren, JSX } from 'preact'
import { reasonWords } from '../figures/reasons.ts'
import { gain, gainPct, signOf } from '../format/number.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: { up: 'gain', down: 'loss', unknown: 'not known yet' },
  tr: { up: 'kazanç', down: 'kayıp', unknown: 'henüz bilinmiyor' },
})

/** A value that does not exist: a dash with its reason, never a zero. */
export const None = ({ reason = null }: { reason?: string | null }): JSX.Element => {
  const why = reason === null ? say(texts).unknown : reasonWords(reason)
  return (
    <span class="none" title={why}>
      — <span class="visually-hidden">{why}</span>
    </span>
  )
}

/** A gain or a loss: sign, arrow and colour say the same. */
export const Signed = ({ sign, children }: { sign: -1 | 0 | 1; children: ComponentChildren }): JSX.Element => (
  <span class={sign > 0 ? 'gain' : sign < 0 ? 'loss' : 'even'}>
    <span aria-hidden="true" class="arrow">
      {sign > 0 ? '▲' : sign < 0 ? '▼' : ''}
    </span>
    {children}
  </span>
)

/** An amount won or lost, or the reason why there is none. */
export const Gain = ({ value, reason }: { value: string | number | null; reason?: string | null }): JSX.Element =>
  value === null ? <None reason={reason ?? null} /> : <Signed sign={signOf(value)}>{gain(value)}</Signed>

/** Per cent won or lost. */
export const GainPct = ({ value, reason }: { value: string | number | null; reason?: string | null }): JSX.Element =>
  value === null ? <None reason={reason ?? null} /> : <Signed sign={signOf(value)}>{gainPct(value)}</Signed>

/** Any value that may be undefined. */
export const Maybe = <Value,>({
  value,
  reason,
  as,
}: {
  value: Value | null | undefined
  reason?: string | null
  as: (value: Value) => ComponentChildren
}): JSX.Element => (value === null || value === undefined ? <None reason={reason ?? null} /> : <>{as(value)}</>)
