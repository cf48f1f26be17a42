import type { Delivery } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { alarmTypeWords } from '../../figures/alarm-words.ts'
import { count } from '../../format/number.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { Level } from '../../ui/badge.tsx'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Pager, pageQuery } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { useAct } from './act.ts'
import { OutcomeLine } from './outcome.tsx'

const texts = words({
  en: {
    title: 'Delivery log',
    none: 'Nobody was told of anything. Channels are told of alarms from when they are added.',
    channel: 'Channel',
    state: 'State',
    any: 'Any state',
    what: 'What',
    attempts: 'Attempts',
    last: 'Last attempt',
    time: 'Alarm of',
    test: 'test',
    retry: 'Send again',
    pending: 'Waiting',
    sending: 'Sending',
    delivered: 'Delivered',
    failed: 'Failed',
    dropped: 'Dropped',
    ms: (n: string) => `${n} ms`,
    removed: 'removed channel',
  },
  tr: {
    title: 'Teslim günlüğü',
    none: 'Kimseye bir şey bildirilmedi. Kanallar eklendikleri andan sonraki alarmları alır.',
    channel: 'Kanal',
    state: 'Durum',
    any: 'Tüm durumlar',
    what: 'Ne',
    attempts: 'Deneme',
    last: 'Son deneme',
    time: 'Alarm zamanı',
    test: 'deneme',
    retry: 'Yeniden gönder',
    pending: 'Bekliyor',
    sending: 'Gönderiliyor',
    delivered: 'Teslim edildi',
    failed: 'Başarısız',
    dropped: 'Bırakıldı',
    ms: (n: string) => `${n} ms`,
    removed: 'kaldırılmış kanal',
  },
})

const STATES = ['pending', 'sending', 'delivered', 'failed', 'dropped'] as const
const ICONS = { pending: '○', sending: '◔', delivered: '✓', failed: '✕', dropped: '–' } as const

type Texts = (typeof texts)['en']
type Row = Delivery & { readonly channelName: string }

const lastAttempt = ({ attempts }: Row, t: Texts): string => {
  const last = attempts.at(-1)
  if (last === undefined) return '—'
  const code = last.status_code === null ? '' : ` ${last.status_code}`
  return `${last.outcome}${code}, ${t.ms(count(last.duration_ms))}${last.error === null ? '' : `: ${last.error}`}`
}

const columns = (t: Texts, retry: (row: Row) => void): readonly Column<Row>[] => [
  { id: 'time', label: t.time, key: true, cell: ({ time }) => <Time iso={time} /> },
  { id: 'channel', label: t.channel, key: true, cell: ({ channelName }) => channelName },
  {
    id: 'what',
    label: t.what,
    key: true,
    cell: (row) => (
      <>
        <Level level={row.level} /> {alarmTypeWords(row.alarm_type)}, {row.bot_id} {row.test ? `(${t.test})` : ''}
      </>
    ),
  },
  {
    id: 'state',
    label: t.state,
    key: true,
    sortBy: ({ state }) => state,
    cell: ({ state }) => (
      <>
        <span aria-hidden="true">{ICONS[state]}</span> {t[state]}
      </>
    ),
  },
  { id: 'attempts', label: t.attempts, numeric: true, cell: ({ attempts }) => count(attempts.length) },
  { id: 'last', label: t.last, cell: (row) => lastAttempt(row, t) },
  {
    id: 'retry',
    label: t.retry,
    cell: (row) =>
      row.state === 'failed' || row.state === 'dropped' ? (
        <button type="button" onClick={() => retry(row)}>
          {t.retry}
        </button>
      ) : (
        ''
      ),
  },
]

/** What each channel was told, and what came of it. */
export default function Deliveries(): JSX.Element {
  const state = STATES.find((one) => one === parameter('delivery_state'))
  const filters = state === undefined ? {} : { state }
  const query = pageQuery('deliveries', filters)
  const { outcome, run } = useAct()
  const t = say(texts)
  const read = useRead(['deliveries', query], async (client, signal) => {
    const [answer, channels] = await Promise.all([
      client.listDeliveries(query, { signal }),
      client.listChannels({}, { signal }),
    ])
    const names = new Map(channels.data.map(({ channel_id, name, kind }) => [channel_id, `${name} (${kind})`]))
    const rows = answer.data.map((row): Row => ({ ...row, channelName: names.get(row.channel_id) ?? '' }))
    return { ...answer, data: { rows, next: answer.page?.next ?? null } }
  })
  const retry = ({ notification_id }: Row): void =>
    void run(`${t.retry}: ${notification_id}`, (client) => client.retryNotification({ notification_id })).then(() =>
      read.peek().again(),
    )
  const filter = (
    <select
      aria-label={t.state}
      value={state ?? ''}
      onChange={({ currentTarget }) => setParameters({ delivery_state: currentTarget.value })}
    >
      <option value="">{t.any}</option>
      {STATES.map((one) => (
        <option key={one} value={one}>
          {t[one]}
        </option>
      ))}
    </select>
  )
  return (
    <Panel id="deliveries" title={t.title} read={read} actions={filter}>
      {({ rows, next }) =>
        rows.length === 0 ? (
          <p class="empty">{t.none}</p>
        ) : (
          <>
            <DataTable
              id="deliveries"
              caption={t.title}
              columns={columns(t, retry)}
              rows={rows.map((row) => ({ ...row, channelName: row.channelName || t.removed }))}
              rowKey={({ notification_id }) => notification_id}
            />
            <OutcomeLine of={outcome.value} />
            <Pager id="deliveries" asked={query} filters={filters} next={next} />
          </>
        )
      }
    </Panel>
  )
}
