import { decimal, formatDecimal } from '@papertape/money'
import {
  type Changes,
  type ProjectionTableName,
  projectionTables,
  REPLAY_LANE,
  type Removals,
  type Table,
  type WrittenRow,
} from '@papertape/store'
import type { FoldState } from '../src/fold-state.ts'

type Tables = Record<string, Map<string, Record<string, unknown>>>

/** Tables in memory that take changes as PostgreSQL does: what the tables mean, without a server. */
export const givenDatabase = () => {
  const tables: Tables = {}
  const combine = (name: keyof typeof projectionTables, row: Record<string, unknown>) => {
    const description = projectionTables[name]
    const key = JSON.stringify(description.key.map((column) => row[column]))
    const table = (tables[name] ??= new Map())
    const before = table.get(key)
    if (before === undefined) return void table.set(key, row)
    const after: Record<string, unknown> = { ...row }
    for (const [column, { combine: how, sqlType }] of Object.entries(description.columns)) {
      if (how === 'replace') continue
      after[column] =
        sqlType === 'text'
          ? formatDecimal(decimal(String(before[column])) + decimal(String(row[column])))
          : Number(before[column]) + Number(row[column])
    }
    table.set(key, after)
  }
  const rowsOf = <Name extends ProjectionTableName>(name: Name) =>
    [...(tables[name]?.values() ?? [])] as WrittenRow<Name>[]
  const deleteFrom = <Name extends ProjectionTableName>(name: Name, isGone: (row: WrittenRow<Name>) => boolean) => {
    for (const [key, row] of tables[name] ?? []) if (isGone(row as WrittenRow<Name>)) tables[name]?.delete(key)
  }
  const remove = ({ closesDone, tradesEnded, replayTurns, checkpointTurns }: Removals): void => {
    deleteFrom('pending_closes', ({ ledger_seq }) => closesDone.includes(ledger_seq))
    deleteFrom('unfinished_trade_facts', ({ trade_id }) => tradesEnded.includes(trade_id))
    for (const { scope, minutes_from, hours_from } of replayTurns) {
      deleteFrom('kpi_minutes', (row) => row.lane === REPLAY_LANE && row.scope === scope && row.time < minutes_from)
      deleteFrom('kpi_hours', (row) => row.lane === REPLAY_LANE && row.scope === scope && row.time < hours_from)
    }
    for (const { scope, daily_from } of checkpointTurns) {
      const own = rowsOf('kpi_checkpoints').filter((row) => row.scope === scope)
      const isFirst = ({ day, through_seq }: (typeof own)[number]) =>
        !own.some((other) => other.day.slice(0, 7) === day.slice(0, 7) && other.through_seq < through_seq)
      deleteFrom('kpi_checkpoints', (row) => row.scope === scope && row.day < daily_from && !isFirst(row))
    }
  }
  /** What is older may have been dropped. */
  const counts = (name: string, row: Record<string, unknown>): boolean => {
    const { lanes }: Table = projectionTables[name as ProjectionTableName]
    const now = rowsOf('clock')[0]?.minute
    if (lanes === undefined || now === undefined) return true
    return row[lanes.column] === lanes.fixed || String(row[lanes.column]) >= lanes.keptFrom(now)
  }
  return {
    apply({ upserts, removals, acknowledged }: Changes): void {
      for (const name of Object.keys(upserts) as (keyof typeof upserts)[]) {
        for (const row of upserts[name] ?? []) combine(name, row)
      }
      remove(removals)
      for (const { alarm_id, ...seen } of acknowledged) {
        const row = tables['alarms']?.get(JSON.stringify([alarm_id]))
        if (row !== undefined) Object.assign(row, seen)
      }
    },
    rows: rowsOf,
    /** Every row of every table that counts, in order of the keys. */
    dump: () =>
      Object.fromEntries(
        Object.entries(tables)
          .map(([name, rows]) => [name, [...rows].filter(([, row]) => counts(name, row))] as const)
          .filter(([, rows]) => rows.length > 0)
          .map(([name, rows]) => [name, rows.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)]),
      ),
  }
}

/** What a fold loads when it starts again, as `loadFoldState` reads it from PostgreSQL. */
export const foldStateOf = (database: ReturnType<typeof givenDatabase>, seq: number): FoldState => {
  return {
    seq,
    bots: database.rows('bots'),
    botStates: database.rows('bot_states').map((row) => ({ ...row, exit_days: JSON.parse(row.exit_days) })),
    inputs: database.rows('inputs'),
    unfinishedTrades: database
      .rows('trades')
      .filter(({ status }) => status === 'OPEN' || status === 'WAITING')
      .toSorted((a, b) => a.accepted_seq - b.accepted_seq),
    pendingCloses: database
      .rows('pending_closes')
      .toSorted((a, b) => a.ledger_seq - b.ledger_seq)
      .map((row) => ({ ...row, event: JSON.parse(row.event), trade_ids: JSON.parse(row.trade_ids) })),
    kpis: {
      current: database.rows('kpi_current').map((row) => ({ ...row, state: JSON.parse(row.state) })),
      days: database.rows('daily_returns').toSorted((a, b) => a.closed_seq - b.closed_seq),
    },
    segments: [...Map.groupBy(database.rows('kpi_segments'), ({ bot_id }) => bot_id).values()].flatMap(
      (ofBot) => ofBot.toSorted((a, b) => b.from_seq - a.from_seq)[0] ?? [],
    ),
    liveMarks: database.rows('marks').filter(({ run }) => run === null),
    clock: database.rows('clock')[0] ?? null,
    activeAlarms: database.rows('alarms').filter(({ cleared_at }) => cleared_at === null),
  }
}
