import type { BotMode } from '@papertape/events'
import type { KpiSnapshot } from '@papertape/metrics'
import type { Scope, Store } from '@papertape/store'
import { sql } from 'kysely'
import { type Levels, minuteOf, readLevels, type WindowsEnd } from '../reads/kpi/rolling.ts'
import { createBatches } from './batches.ts'

/** What is known of a scope now: all of it as of one checkpoint. */
export type NewestKpi = {
  checkpoint: { seq: number; as_of: string | null; epoch: string }
  /** `null` of a portfolio. */
  bot: { bot_id: string; mode: BotMode; public: boolean } | null
  /** `null` of a scope without a snapshot. */
  standing: { snapshot: KpiSnapshot; level: string; levels: Levels } | null
}

/** Reads newest snapshots, however many ask at once. */
export type NewestKpis = { of: (scope: Scope) => Promise<NewestKpi> }

type Row = {
  seq: number
  as_of: string | null
  epoch: string
  mode: BotMode | null
  public: boolean | null
  snapshot: KpiSnapshot | null
  level: string | null
  timestamp: string | null
  minute: string | null
}

const SCOPES_MAX = 50
/** Scopes whose windows are remembered: what a window begins with changes once a minute. */
const WINDOWS_MAX = 5000

/** One statement, hence one snapshot of the database. */
const readRows = async (store: Store, scopes: readonly Scope[]): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select c.seq, c.as_of, c.epoch, b.mode, b.public, k.snapshot, k.level, k."timestamp", t.minute
    from projection.checkpoint c
    cross join unnest(${scopes}::text[]) with ordinality as asked (scope, place)
    left join projection.kpi_current k on k.scope = asked.scope
    left join projection.bots b on b.bot_id = asked.scope
    left join projection.clock t on t.name = 'clock'
    order by asked.place`.execute(store.db)
  return rows
}

const endOf = (scope: Scope, { mode, timestamp, minute, seq }: Row): WindowsEnd | null => {
  const isReplay = (mode ?? scope.slice(1)) === 'replay'
  const at = isReplay || minute === null || (timestamp !== null && timestamp > minute) ? timestamp : minute
  return at === null ? null : { scope, seq, at: minuteOf(at) }
}

/** What windows of scopes begin with, remembered as long as their minute and the projection are the same. */
const rememberedLevels = (store: Store) => {
  const known = new Map<Scope, { epoch: string; at: string; levels: Levels }>()
  return async (ends: readonly { end: WindowsEnd | null; epoch: string }[]): Promise<Levels[]> => {
    const missing = ends.flatMap(({ end, epoch }) => {
      if (end === null) return []
      const old = known.get(end.scope)
      return old?.at === end.at && old.epoch === epoch ? [] : [{ end, epoch }]
    })
    const read = await readLevels(
      store.projection(),
      missing.map(({ end }) => end),
    )
    if (known.size + missing.length > WINDOWS_MAX) known.clear()
    for (const [index, { end, epoch }] of missing.entries()) {
      known.set(end.scope, { epoch, at: end.at, levels: read[index] ?? [] })
    }
    return ends.map(({ end }) => (end === null ? [] : (known.get(end.scope)?.levels ?? [])))
  }
}

/** A reader of newest snapshots. */
export const createNewestKpis = (store: Store): NewestKpis => {
  const levelsOf = rememberedLevels(store)
  return createBatches<Scope, NewestKpi>(async (scopes) => {
    const rows = await readRows(store, scopes)
    const levels = await levelsOf(
      rows.map((row, index) => ({ end: endOf(scopes[index] ?? '', row), epoch: row.epoch })),
    )
    return rows.map(({ seq, as_of, epoch, mode, public: isPublic, snapshot, level }, index) => ({
      checkpoint: { seq, as_of, epoch },
      bot: mode === null || isPublic === null ? null : { bot_id: scopes[index] ?? '', mode, public: isPublic },
      standing: snapshot === null || level === null ? null : { snapshot, level, levels: levels[index] ?? [] },
    }))
  }, SCOPES_MAX)
}
