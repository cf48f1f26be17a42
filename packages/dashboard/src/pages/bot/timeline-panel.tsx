import type { Answer, Bot, Client, PolicySegment } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { alarmTypeWords } from '../../figures/alarm-words.ts'
import { statusReasonWords } from '../../figures/bot-words.ts'
import { money } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { Level, StatusBadge } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { type Moment, momentsOf } from './timeline.ts'

const texts = words({
  en: {
    title: 'What happened to this bot',
    registered: 'Registered',
    configured: (size: string, policy: string) => `New policy: ${size} per trade, ${policy}`,
    raised: 'raised',
    cleared: 'is over',
    since: 'since then',
    note: 'Registration, changes of the policy, alarms of the last 30 days, and the status that holds now.',
    all: 'All alarms of this bot',
  },
  tr: {
    title: 'Bu bota ne oldu',
    registered: 'Kaydedildi',
    configured: (size: string, policy: string) => `Yeni politika: işlem başına ${size}, ${policy}`,
    raised: 'verildi',
    cleared: 'sona erdi',
    since: 'o zamandan beri',
    note: 'Kayıt, politika değişiklikleri, son 30 günün alarmları ve şu anki durum.',
    all: 'Bu botun tüm alarmları',
  },
})

const HOURS = 720
const SHOWN = 40

type History = { bot: Bot; segments: readonly PolicySegment[]; moments: readonly Moment[] }

const readHistory = async (client: Client, id: string, signal: AbortSignal): Promise<Answer<History>> => {
  const [bot, performance, alarms] = await Promise.all([
    client.getBot({ bot_id: id }, { signal }),
    client.getPerformance({ bot_id: id }, { signal }),
    client.listAlarmHistory({ bot_id: id, hours: HOURS, limit: SHOWN }, { signal }),
  ])
  const segments = performance.data.segments ?? []
  const listed = Array.isArray(alarms.data) ? alarms.data : []
  return { ...bot, data: { bot: bot.data, segments, moments: momentsOf(bot.data, segments, listed) } }
}

/** The status timeline of a bot. */
export const Timeline = ({ id }: { id: string }): JSX.Element => {
  const read = useRead(['bot-timeline', id], (client, signal) => readHistory(client, id, signal), { refreshMs: 15_000 })
  const t = say(texts)
  return (
    <Panel id="timeline" title={t.title} read={read} class="half">
      {({ moments }) => (
        <>
          <ol class="timeline">
            {moments.slice(0, SHOWN).map((moment) => (
              <li key={`${moment.time}${moment.kind}${moment.what.alarm?.alarm_id ?? ''}`}>
                <Time iso={moment.time} /> <What of={moment} />
              </li>
            ))}
          </ol>
          <p class="quiet">{t.note}</p>
          <a href={linkTo('/alarms', { bot_id: id, mode: null })}>{t.all}</a>
        </>
      )}
    </Panel>
  )
}

const What = ({ of: { kind, what } }: { of: Moment }): JSX.Element => {
  const t = say(texts)
  const { alarm, segment, bot } = what
  if (alarm !== undefined) {
    return (
      <span>
        <Level level={alarm.level} /> {alarmTypeWords(alarm.alarm_type)} {kind === 'raised' ? t.raised : t.cleared}
      </span>
    )
  }
  if (segment !== undefined) {
    return <span>{t.configured(money(segment.position_size), segment.policy_hash.slice(0, 8))}</span>
  }
  if (bot === undefined || kind === 'registered') return <span>{t.registered}</span>
  const reason = bot.state.status_reason
  return (
    <span>
      <StatusBadge status={bot.state.status} /> {t.since}
      {reason === null ? null : `: ${statusReasonWords(reason)}`}
      {bot.stopped_reason === null ? null : ` (${bot.stopped_reason})`}
    </span>
  )
}
