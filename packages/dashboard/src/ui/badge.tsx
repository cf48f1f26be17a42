import type { JSX } from 'preact'
import { say, words } from '../words/words.ts'

const statuses = words({
  en: {
    running: 'Running',
    stopped: 'Stopped',
    error: 'Error',
    waiting: 'Waiting',
    pending: 'Pending',
    paused: 'Paused',
  },
  tr: {
    running: 'Çalışıyor',
    stopped: 'Durdurulmuş',
    error: 'Hata',
    waiting: 'Bekliyor',
    pending: 'Beklemede',
    paused: 'Duraklatıldı',
  },
})
const sides = words({ en: { LONG: 'Long', SHORT: 'Short' }, tr: { LONG: 'Alış', SHORT: 'Açığa satış' } })

const ICONS: Readonly<Record<string, string>> = { running: '●', stopped: '■', error: '▲', waiting: '◔', pending: '○' }

/** What a bot does: icon, word and colour say the same. */
export const StatusBadge = ({ status }: { status: string }): JSX.Element => (
  <span class={`badge status-${status}`}>
    <span aria-hidden="true">{ICONS[status] ?? '?'}</span>{' '}
    {(say(statuses) as Readonly<Record<string, string>>)[status] ?? status}
  </span>
)

/** Long or short. */
export const Side = ({ direction }: { direction: string }): JSX.Element => (
  <span class={`badge side-${direction}`}>
    <span aria-hidden="true">{direction === 'LONG' ? '↗' : '↘'}</span>{' '}
    {(say(sides) as Readonly<Record<string, string>>)[direction] ?? direction}
  </span>
)
