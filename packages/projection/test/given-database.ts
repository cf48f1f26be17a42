import { decimal, formatDecimal } from '@papertape/money'
import { type Changes, type ProjectionTableName, projectionTables, type WrittenRow } from '@papertape/store'
import type { FoldState } from '../src/fold.ts'

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
  return {
    apply({ upserts, closesDone, acknowledged }: Changes): void {
      for (const name of Object.keys(upserts) as (keyof typeof upserts)[]) {
        for (const row of upserts[name] ?? []) combine(name, row)
      }
      for (const seq of closesDone) tables['pending_closes']?.delete(JSON.stringify([seq]))
      for (const { alarm_id, ...seen } of acknowledged) {
        const row = tables['alarms']?.get(JSON.stringify([alarm_id]))
        if (row !== undefined) Object.assign(row, seen)
      }
    },
    rows: <Name extends ProjectionTableName>(name: Name) => [...(tables[name]?.values() ?? [])] as WrittenRow<Name>[],
    /** Every row of every table, in order of the keys. */
    dump: () =>
      Object.fromEntries(
        Object.entries(tables)
          .filter(([, rows]) => rows.size > 0)
          .map(([name, rows]) => [name, [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)]),
      ),
  }
}

/** What a fold loads when it starts again, as `loadFoldState` reads it from PostgreSQL. */
export const foldStateOf = (database: ReturnType<typeof givenDatabase>, seq: number): FoldState => {
  const kpis = database.rows('kpi_current')
  const states = (isPortfolio: boolean) =>
    kpis.filter(({ scope }) => scope.startsWith('@') === isPortfolio).map(({ state }) => JSON.parse(state))
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
    botKpis: states(false),
    portfolios: states(true),
    liveMarks: database.rows('marks').filter(({ run }) => run === null),
    clock: database.rows('clock')[0] ?? null,
    activeAlarms: database.rows('alarms').filter(({ cleared_at }) => cleared_at === null),
  }
}
