import { effect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLive } from '../data/use-live.ts'
import { gain } from '../format/number.ts'
import { asOf, scope } from '../route/scope.ts'
import { place } from '../route/url.ts'
import { pageAt } from './pages.ts'

/** What the window is called: what stands open, the page, and whose it is. */
export const titleOf = (page: string, unrealized: number | null): string =>
  [...(unrealized === null ? [] : [gain(unrealized)]), page, 'Papertape'].join(' · ')

/** Whose open profit stands there: of a bot's page its own, of a trade's none. */
const topicOf = (at: ReturnType<typeof pageAt>): `kpi:${string}` | null => {
  const { bot_id, mode } = scope.value
  if (asOf.value !== null || at?.page.name === 'trade') return null
  if (at?.page.name === 'bot') return `kpi:${at.id}`
  return mode === undefined ? `kpi:${bot_id ?? 'all'}` : null
}

/** Names the window by the page, with the open profit or loss of the scope before it where the feed tells that. */
export const useTitle = (page: string): void => {
  const live = useLive(topicOf(pageAt(place.value.path)), 2)
  useEffect(
    () =>
      effect(() => {
        const kpi = live.value?.value
        document.title = titleOf(page, kpi === undefined || kpi.active_positions === 0 ? null : kpi.unrealized_pnl)
      }),
    [page, live],
  )
}
