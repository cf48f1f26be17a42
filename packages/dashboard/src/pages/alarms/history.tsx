import type { Alarm, AlarmLevel, AlarmType } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { alarmTypeWords, LEVELS } from '../../figures/alarm-words.ts'
import { scope } from '../../route/scope.ts'
import { linkTo, parameter, setParameters } from '../../route/url.ts'
import { Level, levelWord } from '../../ui/badge.tsx'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Pager, pageQuery } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { GUIDES } from './guide-texts.ts'
import { alarmValue, thresholdWords } from './values.ts'

const texts = words({
  en: {
    title: 'Alarm history',
    none: 'No alarm stood in this time. Look further back, or take filters away.',
    hours: 'How far back',
    day: '24 hours',
    week: '7 days',
    month: '30 days',
    all: 'As far as it goes',
    level: 'Level',
    anyLevel: 'All levels',
    type: 'Alarm',
    anyType: 'All alarms',
    bot: 'Bot',
    value: 'Value',
    threshold: 'Threshold',
    raised: 'Raised',
    cleared: 'Over',
    stands: 'stands',
    seen: 'Acknowledged',
  },
  tr: {
    title: 'Alarm geçmişi',
    none: 'Bu sürede alarm olmadı. Daha geriye bakın veya filtreleri kaldırın.',
    hours: 'Ne kadar geriye',
    day: '24 saat',
    week: '7 gün',
    month: '30 gün',
    all: 'Gidebildiği kadar',
    level: 'Seviye',
    anyLevel: 'Tüm seviyeler',
    type: 'Alarm',
    anyType: 'Tüm alarmlar',
    bot: 'Bot',
    value: 'Değer',
    threshold: 'Eşik',
    raised: 'Verildi',
    cleared: 'Bitti',
    stands: 'sürüyor',
    seen: 'Onay',
  },
})

const ALL_HOURS = '87600'
const HOURS = ['24', '168', '720', ALL_HOURS] as const

type Texts = (typeof texts)['en']

const columns = (t: Texts): readonly Column<Alarm>[] => [
  {
    id: 'level',
    label: t.level,
    key: true,
    sortBy: ({ level }) => LEVELS.indexOf(level),
    cell: ({ level }) => <Level level={level} />,
  },
  {
    id: 'type',
    label: t.type,
    key: true,
    sortBy: ({ alarm_type }) => alarmTypeWords(alarm_type),
    cell: ({ alarm_type }) => alarmTypeWords(alarm_type),
  },
  {
    id: 'bot',
    label: t.bot,
    key: true,
    sortBy: ({ bot_id }) => bot_id,
    cell: ({ bot_id }) => <a href={linkTo(`/bots/${encodeURIComponent(bot_id)}`)}>{bot_id}</a>,
  },
  {
    id: 'value',
    label: t.value,
    numeric: true,
    cell: ({ alarm_type, current_value }) => alarmValue(alarm_type, current_value),
  },
  {
    id: 'threshold',
    label: t.threshold,
    numeric: true,
    cell: ({ alarm_type, threshold_value }) => thresholdWords(alarm_type, threshold_value),
  },
  {
    id: 'raised',
    label: t.raised,
    key: true,
    sortBy: ({ raised_at }) => raised_at,
    cell: ({ raised_at }) => <Time iso={raised_at} />,
  },
  {
    id: 'cleared',
    label: t.cleared,
    sortBy: ({ cleared_at }) => cleared_at,
    cell: ({ cleared_at }) => (cleared_at === null ? <strong>{t.stands}</strong> : <Time iso={cleared_at} />),
  },
  { id: 'seen', label: t.seen, cell: ({ acknowledged_by }) => acknowledged_by ?? '—' },
]

/** Alarms that stood at any moment of the time that is looked at. */
export const AlarmHistory = (): JSX.Element => (
  <LiveOnly id="history" title={say(texts).title}>
    <History />
  </LiveOnly>
)

const History = (): JSX.Element => {
  const hours = HOURS.find((one) => one === parameter('hours')) ?? '168'
  const level: AlarmLevel | undefined = LEVELS.find((one) => one === parameter('level'))
  const type = (Object.keys(GUIDES.en) as AlarmType[]).find((one) => one === parameter('type'))
  const filters = {
    ...scope.value,
    hours: Number(hours),
    ...(level === undefined ? {} : { level: [level] }),
    ...(type === undefined ? {} : { alarm_type: [type] }),
  }
  const query = pageQuery('alarms', filters)
  const read = useRead(['alarm-history', query], async (client, signal) => {
    const answer = await client.listAlarmHistory(query, { signal })
    return { ...answer, data: { rows: Array.isArray(answer.data) ? answer.data : [], next: answer.page?.next ?? null } }
  })
  const t = say(texts)
  return (
    <Panel id="history" title={t.title} read={read} actions={<Filters hours={hours} />}>
      {({ rows, next }: { rows: readonly Alarm[]; next: string | null }) =>
        rows.length === 0 ? (
          <p class="empty">{t.none}</p>
        ) : (
          <>
            <DataTable
              id="alarms"
              caption={t.title}
              columns={columns(t)}
              rows={rows}
              rowKey={({ alarm_id }) => alarm_id}
              onOpen={({ alarm_id }) => setParameters({ alarm: alarm_id })}
            />
            <Pager id="alarms" asked={query} filters={filters} next={next} />
          </>
        )
      }
    </Panel>
  )
}

const Filters = ({ hours }: { hours: string }): JSX.Element => {
  const t = say(texts)
  const pick = (name: string, label: string, now: string, options: readonly (readonly [string, string])[]) => (
    <select
      aria-label={label}
      value={now}
      onChange={({ currentTarget }) => setParameters({ [name]: currentTarget.value })}
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  )
  return (
    <span class="filters" data-filter tabIndex={-1}>
      {pick('hours', t.hours, hours, [
        ['24', t.day],
        ['168', t.week],
        ['720', t.month],
        [ALL_HOURS, t.all],
      ])}
      {pick('level', t.level, parameter('level') ?? '', [
        ['', t.anyLevel],
        ...LEVELS.map((one): [string, string] => [one, levelWord(one)]),
      ])}
      {pick('type', t.type, parameter('type') ?? '', [
        ['', t.anyType],
        ...Object.keys(GUIDES.en).map((one): [string, string] => [one, alarmTypeWords(one)]),
      ])}
    </span>
  )
}
