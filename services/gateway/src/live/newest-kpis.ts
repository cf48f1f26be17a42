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
  known: { snapshot: KpiSnapshot; level: string } | null
  /** Where rolling returns end; `null` before anything was heard. */
  end: WindowsEnd | null
}

/** Reads newest snapshots, however many ask at once. */
export type NewestKpis = {
  of: (scope: Scope) => Promise<NewestKpi>
  /** What the windows begin with that end where a snapshot stands. */
  levelsOf: (newest: NewestKpi) => Promise<Levels>
}

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
/** Scopes whose windows are remembered as long as their minute and the projection are the same. */
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

/** A reader of newest snapshots. */
export const createNewestKpis = (store: Store): NewestKpis => {
  const remembered = new Map<Scope, { epoch: string; at: string; levels: Levels }>()
  const newest = createBatches<Scope, NewestKpi>(async (scopes) => {
    const rows = await readRows(store, scopes)
    return rows.map((row, index) => {
      const { seq, as_of, epoch, mode, public: isPublic, snapshot, level } = row
      const scope = scopes[index] ?? ''
      return {
        checkpoint: { seq, as_of, epoch },
        bot: mode === null || isPublic === null ? null : { bot_id: scope, mode, public: isPublic },
        known: snapshot === null || level === null ? null : { snapshot, level },
        end: endOf(scope, row),
      }
    })
  }, SCOPES_MAX)
  const begun = createBatches<WindowsEnd, Levels>((ends) => readLevels(store.projection(), ends), SCOPES_MAX)

  return {
    of: newest.of,
    levelsOf: async ({ end, checkpoint: { epoch } }) => {
      if (end === null) return []
      const old = remembered.get(end.scope)
      if (old?.at === end.at && old.epoch === epoch) return old.levels
      const levels = await begun.of(end)
      if (remembered.size >= WINDOWS_MAX) remembered.clear()
      remembered.set(end.scope, { epoch, at: end.at, levels })
      return levels
    },
  }
}
