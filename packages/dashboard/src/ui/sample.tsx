import type { Quality } from '@papertape/client'
import type { JSX } from 'preact'
import { reasonWords } from '../figures/reasons.ts'
import { count } from '../format/number.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: { low: 'rests on too little', n: (n: string) => `n = ${n}` },
  tr: { low: 'yeterli veriye dayanmıyor', n: (n: string) => `n = ${n}` },
})

/** Marks a figure that rests on too little, with how little that is. */
export const LowSample = ({ quality }: { quality: Quality | undefined }): JSX.Element | null => {
  if (quality?.state !== 'low_sample') return null
  const why = `${say(texts).low}: ${reasonWords(quality.reason)}`
  return (
    <small class="low-sample" title={why}>
      <span aria-hidden="true">◔ </span>
      {say(texts).n(count(quality.n))}
      <span class="visually-hidden">, {why}</span>
    </small>
  )
}
