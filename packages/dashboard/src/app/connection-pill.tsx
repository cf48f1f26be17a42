import { computed } from '@preact/signals'
import type { JSX } from 'preact'
import { feedStatus, heardAt } from '../data/live.ts'
import { clock, duration, nowMs } from '../format/time.ts'
import { say, words } from '../words/words.ts'
import { asOfWords } from './as-of-words.ts'

const texts = words({
  en: {
    live: 'Live',
    reconnecting: 'Reconnecting',
    polling: 'Reconnecting · reading every 30 s',
    stale: (since: string) => `Stale since ${since}`,
    offline: 'Offline',
    frozen: (at: string) => `Frozen: ${at}`,
  },
  tr: {
    live: 'Canlı',
    reconnecting: 'Yeniden bağlanıyor',
    polling: 'Yeniden bağlanıyor · 30 sn’de bir okunuyor',
    stale: (since: string) => `${since} itibarıyla eski`,
    offline: 'Çevrimdışı',
    frozen: (at: string) => `Donduruldu: ${at}`,
  },
})

/** Nothing heard for this long is stale, whatever the connection says. */
const SILENT_MS = 90_000

type State = 'live' | 'reconnecting' | 'stale' | 'offline' | 'frozen'

/** How fresh the page is. */
export const freshness = computed<State>(() => {
  const status = feedStatus.value
  if (status === 'frozen') return 'frozen'
  if (status.state === 'live' && heardAt.value !== null && nowMs.value - Date.parse(heardAt.value) > SILENT_MS)
    return 'stale'
  if (status.state === 'offline' && status.reason === 'idle') return 'reconnecting'
  return status.state
})

const ICONS = { live: '●', reconnecting: '◔', stale: '◌', offline: '✕', frozen: '❄' } as const

/** Says so in icon, word and colour; a screen reader hears changes only. */
export const ConnectionPill = (): JSX.Element => {
  const state = freshness.value
  const since = heardAt.value === null ? '—' : clock(heardAt.value)
  const status = feedStatus.value
  const polling = status !== 'frozen' && status.polling
  const text = {
    live: say(texts).live,
    reconnecting: polling ? say(texts).polling : say(texts).reconnecting,
    stale: say(texts).stale(since),
    offline: say(texts).offline,
    frozen: say(texts).frozen(asOfWords()),
  }[state]
  return (
    <span id="connection" class={`pill ${state}`} role="status" data-state={state}>
      <span aria-hidden="true">{ICONS[state]}</span> {text}
      {state === 'reconnecting' && heardAt.value !== null ? <Silence since={heardAt.value} /> : null}
    </span>
  )
}

/** How long nothing was heard: for eyes alone, as it is another second each second. */
const Silence = ({ since }: { since: string }): JSX.Element => (
  <span aria-hidden="true"> {duration(Math.max(0, (nowMs.value - Date.parse(since)) / 1000))}</span>
)
