import { effect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLive } from '../data/use-live.ts'
import { gain } from '../format/number.ts'
import { asOf, scope } from '../route/scope.ts'

/** What the window is called: what stands open, the page, and whose it is. */
export const titleOf = (page: string, unrealized: number | null): string =>
  [...(unrealized === null ? [] : [gain(unrealized)]), page, 'Papertape'].join(' · ')

/** Names the window by the page, with the open profit or loss of the scope before it where the feed tells that. */
export const useTitle = (page: string): void => {
  const { bot_id, mode } = scope.value
  const live = useLive(asOf.value === null && mode === undefined ? `kpi:${bot_id ?? 'all'}` : null, 2)
  useEffect(
    () =>
      effect(() => {
        const kpi = live.value?.value
        document.title = titleOf(page, kpi === undefined || kpi.active_positions === 0 ? null : kpi.unrealized_pnl)
      }),
    [page, live],
  )
}
