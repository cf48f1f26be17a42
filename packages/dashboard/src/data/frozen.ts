import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { asOf, scope } from '../route/scope.ts'
import { useRead } from './use-read.ts'

/** When the fact was written that a frozen view stands at; `null` before it is known, and in views of now. */
export const frozenTime = signal<string | null>(null)

/** Asks which moment the address means. Called once, by the frame. */
export const useFrozenTime = (): void => {
  const at = asOf.value
  const query = { ...scope.value, ...(at === null ? {} : { as_of: at }) }
  const read = useRead(['frozen', query], (client, abort) => client.getCurrentKpi(query, { signal: abort }), {
    when: at !== null,
    refreshMs: null,
  })
  const { state, asOf: found } = read.value
  useEffect(() => {
    frozenTime.value = at === null || state !== 'ready' ? null : (found?.time ?? null)
  }, [at, state, found])
}
