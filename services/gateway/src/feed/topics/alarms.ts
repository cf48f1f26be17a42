import type { EventOf, LedgerEvent } from '@papertape/events'
import { ALARM_FIELDS } from '../../reads/alarms.ts'
import type { Projection } from '../../reads/coverage.ts'
import type { Fact, View } from './fact-view.ts'

export { readActiveAlarms } from '../../reads/alarms.ts'

type AlarmFact = EventOf<'alarm.raised' | 'alarm.escalated' | 'alarm.cleared' | 'alarm.acknowledged'>

const isOfAlarm = (event: LedgerEvent): event is AlarmFact =>
  event.type === 'alarm.raised' ||
  event.type === 'alarm.escalated' ||
  event.type === 'alarm.cleared' ||
  event.type === 'alarm.acknowledged'

const readRows = (projection: Projection, ids: readonly string[]) =>
  projection
    .selectFrom('alarms')
    .select([...ALARM_FIELDS, 'mode', 'public', 'raised_seq'])
    .where('alarm_id', 'in', ids)
    .execute()
type Row = Awaited<ReturnType<typeof readRows>>[number]

const readSteps = (projection: Projection, ids: readonly string[]) =>
  projection.selectFrom('alarm_events').selectAll().where('alarm_id', 'in', ids).orderBy('ledger_seq').execute()
type Step = Awaited<ReturnType<typeof readSteps>>[number]

/** Reads what was recommended when an alarm was raised or escalated, from the fact at a sequence. */
export type ReadRecommended = (seq: number) => Promise<string>

const isLevelStep = (step: Step): boolean => step.type === 'alarm.raised' || step.type === 'alarm.escalated'

const LEVELS = ['INFO', 'WARNING', 'CRITICAL', 'EMERGENCY'] as const
const NOT_SEEN = { acknowledged_at: null, acknowledged_by: null, acknowledged_reason: null }

const isWorse = ({ level, previous_level }: Step): boolean =>
  level !== null && previous_level !== null && LEVELS.indexOf(level) > LEVELS.indexOf(previous_level)

const stepped = (row: Row, step: Step): Row => {
  const figure = {
    level: step.level ?? row.level,
    message: step.message ?? row.message,
    current_value: step.current_value ?? row.current_value,
    threshold_value: step.threshold_value ?? row.threshold_value,
    kpi_seq: step.kpi_seq ?? row.kpi_seq,
    updated_at: step.time,
  }
  switch (step.type) {
    case 'alarm.raised':
      return { ...row, ...figure, cleared_at: null, ...NOT_SEEN }
    case 'alarm.escalated':
      return { ...row, ...figure, ...(isWorse(step) ? NOT_SEEN : {}) }
    case 'alarm.cleared': {
      const { level: _, threshold_value: __, ...cleared } = figure
      return { ...row, ...cleared, cleared_at: step.time }
    }
    case 'alarm.acknowledged':
      return {
        ...row,
        acknowledged_at: step.time,
        acknowledged_by: step.by,
        acknowledged_reason: step.message,
      }
    case 'alarm.silenced':
      return row
  }
}

/** An alarm as it stood behind its step at a sequence. */
const standingAt = async (
  row: Row,
  steps: readonly Step[],
  seq: number,
  readRecommended: ReadRecommended,
): Promise<Row> => {
  const until = steps.filter(({ ledger_seq }) => ledger_seq <= seq)
  const stood = until.reduce(stepped, row)
  const recommendedAt = until.findLast(isLevelStep)?.ledger_seq ?? row.raised_seq
  const isNewest = steps.findLast(isLevelStep)?.ledger_seq === recommendedAt
  return isNewest ? stood : { ...stood, recommended_action: await readRecommended(recommendedAt) }
}

const viewSteps = async (
  projection: Projection,
  facts: readonly { seq: number; event: AlarmFact }[],
  silencedUntil: SilencedUntil,
  readRecommended: ReadRecommended,
): Promise<[number, View][]> => {
  if (facts.length === 0) return []
  const ids = [...new Set(facts.map(({ event }) => event.data.alarm_id))]
  const rows = new Map((await readRows(projection, ids)).map((row) => [row.alarm_id, row]))
  const steps = Map.groupBy(await readSteps(projection, ids), ({ alarm_id }) => alarm_id)
  const views: [number, View][] = []
  for (const { seq, event } of facts) {
    const row = rows.get(event.data.alarm_id)
    if (row === undefined) continue
    const stood = await standingAt(row, steps.get(row.alarm_id) ?? [], seq, readRecommended)
    const { public: isPublic, mode, raised_seq: _, ...alarm } = stood
    const data = { ...alarm, silenced_until: silencedUntil(alarm.bot_id, alarm.alarm_type) }
    views.push([seq, { public: isPublic, mode, data }])
  }
  return views
}

type SilencedUntil = (botId: string, alarmType: string) => string | null

/** The silences that hold at `now`, of the bots of some facts. */
const readSilencedUntil = async (
  projection: Projection,
  botIds: readonly string[],
  now: string,
): Promise<SilencedUntil> => {
  const rows = await projection
    .selectFrom('alarm_silences')
    .select(['bot_id', 'alarm_type', 'silenced_until'])
    .where('bot_id', 'in', botIds)
    .where('silenced_until', '>', now)
    .execute()
  return (botId, alarmType) =>
    rows
      .filter(({ bot_id, alarm_type }) => bot_id === botId && (alarm_type === null || alarm_type === alarmType))
      .reduce<string | null>(
        (latest, { silenced_until }) =>
          latest === null || (silenced_until !== null && silenced_until > latest) ? silenced_until : latest,
        null,
      )
}

/** Who ended or began a silence, and why, is for operators; that one holds is not. */
const viewSilences = async (
  projection: Projection,
  facts: readonly { seq: number; event: EventOf<'alarm.silenced'> }[],
): Promise<[number, View][]> => {
  if (facts.length === 0) return []
  const bots = await projection
    .selectFrom('bots')
    .select(['bot_id', 'mode', 'public'])
    .where('bot_id', 'in', [...new Set(facts.map(({ event }) => event.bot_id))])
    .execute()
  const byId = new Map(bots.map((bot) => [bot.bot_id, bot]))
  return facts.flatMap(({ seq, event }): [number, View][] => {
    const bot = byId.get(event.bot_id)
    if (bot === undefined) return []
    const { alarm_type, until } = event.data
    const data = { bot_id: bot.bot_id, alarm_type, silenced_until: until }
    return [[seq, { public: bot.public, mode: bot.mode, data }]]
  })
}

/**
 * Each alarm as it stood behind its fact, by the fact's sequence; `silenced_until` as it stands at `now`. A silence is about a
 * bot and a type, not about one alarm.
 */
export const viewAlarms = async (
  projection: Projection,
  facts: readonly Fact[],
  { now, readRecommended }: { now: string; readRecommended: ReadRecommended },
): Promise<Map<number, View>> => {
  const steps = facts.flatMap(({ seq, event }) => (isOfAlarm(event) ? [{ seq, event }] : []))
  const silences = facts.flatMap(({ seq, event }) => (event.type === 'alarm.silenced' ? [{ seq, event }] : []))
  if (steps.length + silences.length === 0) return new Map()
  const botIds = [...new Set(steps.map(({ event }) => event.bot_id))]
  const silencedUntil = botIds.length === 0 ? () => null : await readSilencedUntil(projection, botIds, now)
  return new Map([
    ...(await viewSteps(projection, steps, silencedUntil, readRecommended)),
    ...(await viewSilences(projection, silences)),
  ])
}
