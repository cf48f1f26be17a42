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

const levels = words({
  en: { EMERGENCY: 'Emergency', CRITICAL: 'Critical', WARNING: 'Warning', INFO: 'Info' },
  tr: { EMERGENCY: 'Acil durum', CRITICAL: 'Kritik', WARNING: 'Uyarı', INFO: 'Bilgi' },
})
const modes = words({
  en: { live: 'Live', demo: 'Demo', replay: 'Replay' },
  tr: { live: 'Canlı', demo: 'Demo', replay: 'Tekrar' },
})

const LEVEL_ICONS: Readonly<Record<string, string>> = { EMERGENCY: '✖', CRITICAL: '▲', WARNING: '◆', INFO: 'ℹ' }
const ICONS: Readonly<Record<string, string>> = {
  running: '●',
  stopped: '■',
  paused: '‖',
  error: '▲',
  waiting: '◔',
  pending: '○',
}

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

/** How bad an alarm is, in words. */
export const levelWord = (level: string): string => (say(levels) as Readonly<Record<string, string>>)[level] ?? level

/** How bad an alarm is: icon, word and colour say the same. */
export const Level = ({ level }: { level: string }): JSX.Element => (
  <span class={`badge level-${level}`}>
    <span aria-hidden="true">{LEVEL_ICONS[level] ?? '?'}</span> {levelWord(level)}
  </span>
)

/** Which kind of bot it is: live, demo or replay. */
export const Mode = ({ mode }: { mode: string }): JSX.Element => (
  <span class={`badge mode-${mode}`}>{(say(modes) as Readonly<Record<string, string>>)[mode] ?? mode}</span>
)
