import type { Answer, Client } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { alarmTypeWords } from '../../figures/alarm-words.ts'
import { count } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { Level, StatusBadge } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { type BotEvent, type Moment, momentsOf } from './timeline.ts'

const texts = words({
  en: {
    title: 'What happened to this bot',
    'bot.registered': 'Registered',
    'bot.configured': 'Settings changed',
    operator: 'by the operator',
    alarm: 'by an emergency alarm',
    raised: 'raised',
    cleared: 'is over',
    ledger: (seq: string) => `ledger ${seq}`,
    note: 'Each registration, change, start, pause and stop as the ledger has it, and the alarms of the last 30 days.',
    cut: 'There is more than is shown here.',
    all: 'All alarms of this bot',
  },
  tr: {
    title: 'Bu bota ne oldu',
    'bot.registered': 'Kaydedildi',
    'bot.configured': 'Ayarları değişti',
    operator: 'işletmen tarafından',
    alarm: 'bir acil durum alarmıyla',
    raised: 'verildi',
    cleared: 'sona erdi',
    ledger: (seq: string) => `defter ${seq}`,
    note: 'Defterdeki haliyle her kayıt, değişiklik, başlatma, duraklatma ve durdurma, ve son 30 günün alarmları.',
    cut: 'Burada gösterilenden fazlası var.',
    all: 'Bu botun tüm alarmları',
  },
})

const HOURS = 720
const SHOWN = 60

type History = { moments: readonly Moment[]; truncated: boolean }

const readHistory = async (client: Client, id: string, signal: AbortSignal): Promise<Answer<History>> => {
  const [facts, alarms] = await Promise.all([
    client.listBotEvents({ bot_id: id }, { signal }),
    client.listAlarmHistory({ bot_id: id, hours: HOURS, limit: SHOWN }, { signal }),
  ])
  const { events, truncated } = facts.data
  const moments = momentsOf(events, Array.isArray(alarms.data) ? alarms.data : [])
  return { ...facts, data: { moments, truncated } }
}

const keyOf = (moment: Moment): string =>
  moment.kind === 'done' ? moment.event.id : `${moment.alarm.alarm_id}${moment.kind}`

/** The status timeline of a bot. */
export const Timeline = ({ id }: { id: string }): JSX.Element => {
  const read = useRead(['bot-timeline', id], (client, signal) => readHistory(client, id, signal), { refreshMs: 10_000 })
  const t = say(texts)
  return (
    <Panel id="timeline" title={t.title} read={read} class="half">
      {({ moments, truncated }) => (
        <>
          <div class="timeline-scroll" tabIndex={0} role="group" aria-label={t.title}>
            <ol class="timeline">
              {moments.slice(0, SHOWN).map((moment) => (
                <li key={keyOf(moment)}>
                  <Time iso={moment.time} /> <What of={moment} />
                </li>
              ))}
            </ol>
          </div>
          <p class="quiet">
            {t.note} {truncated || moments.length > SHOWN ? t.cut : ''}
          </p>
          <a href={linkTo('/alarms', { bot_id: id, mode: null })}>{t.all}</a>
        </>
      )}
    </Panel>
  )
}

const What = ({ of }: { of: Moment }): JSX.Element => {
  const t = say(texts)
  if (of.kind === 'done') return <Done event={of.event} />
  return (
    <span>
      <Level level={of.alarm.level} /> {alarmTypeWords(of.alarm.alarm_type)} {t[of.kind]}
    </span>
  )
}

const Done = ({ event }: { event: BotEvent }): JSX.Element => {
  const t = say(texts)
  const { type } = event
  return (
    <span>
      {type === 'bot.started' ? <StatusBadge status="running" /> : null}
      {type === 'bot.stopped' ? <StatusBadge status={event.paused ? 'paused' : 'stopped'} /> : null}
      {type === 'bot.registered' || type === 'bot.configured' ? t[type] : null} {t[event.by]}
      {event.changed.length === 0 ? null : <> ({event.changed.join(', ')})</>}
      {event.reason === null ? null : <>: {event.reason}</>}{' '}
      <small class="quiet" title={event.id}>
        {t.ledger(count(event.ledger_seq))}
      </small>
    </span>
  )
}
