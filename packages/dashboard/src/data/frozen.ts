import { PapertapeProblem } from '@papertape/client'
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { asOf, scope } from '../route/scope.ts'
import { useRead } from './use-read.ts'

/** When the fact was written that a frozen view stands at; `null` before it is known, and in views of now. */
export const frozenTime = signal<string | null>(null)

/** Moments near by, where the one that the address names cannot be told: sequences or times. */
export const momentsNear = signal<readonly string[]>([])

/** The moments that a problem says to ask for instead. */
export const namedIn = (error: unknown): readonly string[] =>
  error instanceof PapertapeProblem && error.code === 'as-of-too-far'
    ? [...error.message.matchAll(/\bas_of=([0-9TZ:.-]*[0-9Z])/g)].flatMap(([, at]) => at ?? [])
    : []

/** Asks which moment the address means. Called once, by the frame. */
export const useFrozenTime = (): void => {
  const at = asOf.value
  const query = { ...scope.value, ...(at === null ? {} : { as_of: at }) }
  const read = useRead(['frozen', query], (client, abort) => client.getCurrentKpi(query, { signal: abort }), {
    when: at !== null,
    refreshMs: null,
  })
  const { state, asOf: found, error } = read.value
  useEffect(() => {
    frozenTime.value = at === null || state !== 'ready' ? null : (found?.time ?? null)
    momentsNear.value = at === null || state !== 'error' ? [] : namedIn(error)
  }, [at, state, found, error])
}
