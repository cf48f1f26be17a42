import { type Html, html } from '@papertape/report'
import type { PageData } from './page-data.ts'
import type { Voice } from './voice.ts'
import { wordOf } from './words.ts'

const levelIcons: Record<string, string> = { INFO: 'ℹ', WARNING: '⚠', CRITICAL: '⛔', EMERGENCY: '⛔' }

/** Silence is not calm: says where alarms have nothing to judge by. */
const watch = ({ monitoring }: PageData, { words, format }: Voice): Html | null => {
  const { state, reason, since, no_data } = monitoring
  if (state === 'OK' || reason === null || since === null) return null
  const whose = reason === 'PRICES_STALE' ? html` (${no_data.map(({ bot_id }) => bot_id).join(', ')})` : null
  return html`<p class="no-data" data-key="watch"><span aria-hidden="true">◌</span> <strong>${words.noData}</strong> ${words.forAlarms}${whose}: ${wordOf(words, reason)} <small>${words.since} ${format.time(since)}</small></p>`
}

type Alarm = PageData['alarms'][number]

const seen = ({ acknowledged_by, silenced_until }: Alarm, { words, format }: Voice): Html =>
  html`${acknowledged_by === null ? null : html` · ${words.seenBy} ${acknowledged_by}`}${silenced_until === null ? null : html` · ${words.silencedUntil} ${format.time(silenced_until)}`}`

const item = (alarm: Alarm, voice: Voice): Html =>
  html`<li data-key="${alarm.alarm_id}" class="${alarm.level.toLowerCase()}"><span aria-hidden="true">${levelIcons[alarm.level] ?? ''}</span> <strong>${alarm.level}</strong> ${alarm.bot_id}: <span lang="en">${alarm.message}</span> <small>${voice.words.since} ${voice.format.time(alarm.raised_at)}${seen(alarm, voice)}</small><br><small lang="en">${alarm.recommended_action}</small></li>`

/** Alarms that are raised now, with what to do; nothing, or a sentence, where there are none. */
export const alarms = (data: PageData, voice: Voice, none: string | null = null): Html =>
  html`<section data-key="alarms" role="status" aria-label="${voice.words.activeAlarms}">${watch(data, voice)}${
    data.alarms.length === 0
      ? none === null
        ? null
        : html`<p class="empty">${none}</p>`
      : html`<ul class="alarms">${data.alarms.map((alarm) => item(alarm, voice))}</ul>`
  }</section>`
