import { utcDayOf } from '@papertape/events'
import type { Removals, Scope, WrittenRow } from '@papertape/store'
import { type KeptKpi, rememberState } from './kept-kpi.ts'

const DAY_MS = 86_400_000
const DAILY_KEPT_DAYS = 90

const dailyFrom = (now: string): string =>
  utcDayOf(new Date(Date.parse(utcDayOf(now)) - DAILY_KEPT_DAYS * DAY_MS).toISOString())

/**
 * Table `kpi_checkpoints`: how a scope stood before the first fact that moves it into another day. When a portfolio comes to
 * another day, its public bots are written with it, so that all its parts can be put back as of one sequence; who has not
 * moved since its last checkpoint stands there still. Remembers nothing between batches.
 */
export const kpiCheckpointsProjection = () => {
  let rows: WrittenRow<'kpi_checkpoints'>[] = []
  const turned = new Map<Scope, string>()

  const isDue = ({ state, checkpoint_seq }: KeptKpi): boolean => state.ledger_seq > checkpoint_seq
  const turnsDay = (then: string | null, now: string | null): boolean =>
    then !== null && now !== null && utcDayOf(now) > utcDayOf(then)
  const write = (kept: KeptKpi, day: string, through_seq: number): boolean => {
    if (kept.beforeState === null || kept.beforeState.ledger_seq <= kept.checkpoint_seq) return false
    rows.push({ scope: kept.scope, through_seq, day, state: kept.beforeState.text })
    kept.checkpoint_seq = through_seq
    kept.beforeState = null
    return true
  }

  return {
    /** A fact is to come which may move the scope into another day: its state, and its members', is remembered. */
    expect(kept: KeptKpi, time: string, members: readonly KeptKpi[]): void {
      if (!turnsDay(kept.state.time, time)) return
      if (isDue(kept)) rememberState(kept)
      for (const member of members) if (isDue(member)) rememberState(member)
    },
    /** A fact has moved the scope, which was at `then` before; answers the members that were written with it. */
    moved(kept: KeptKpi, then: string | null, seq: number, members: readonly KeptKpi[]): KeptKpi[] {
      const now = kept.state.time
      if (then === null || now === null || !turnsDay(then, now)) return []
      turned.set(kept.scope, dailyFrom(now))
      write(kept, utcDayOf(then), seq - 1)
      return members.filter((member) => write(member, utcDayOf(member.state.time ?? then), seq - 1))
    },
    take(): { kpi_checkpoints: WrittenRow<'kpi_checkpoints'>[]; turns: Removals['checkpointTurns'] } {
      const taken = { kpi_checkpoints: rows, turns: [...turned].map(([scope, daily_from]) => ({ scope, daily_from })) }
      rows = []
      turned.clear()
      return taken
    },
  }
}
