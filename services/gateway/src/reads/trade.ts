import { closeOrderOf, type EventOf, parseFact } from '@papertape/events'
import type { Tape } from '@papertape/tape'
import { sql } from 'kysely'
import { Problem } from '../http/problem.ts'
import type { Projection } from './coverage.ts'
import { TRADE_FIELDS } from './trades.ts'
import type { Viewer } from './viewer.ts'

/** The facts that have asked for a trade's close, which it still awaits. */
const pendingClosesOf = (projection: Projection, { bot_id, trade_id }: { bot_id: string; trade_id: string }) =>
  projection
    .selectFrom('pending_closes')
    .select(['ledger_seq', 'event'])
    .where('bot_id', '=', bot_id)
    .where(sql<boolean>`trade_ids::jsonb @> ${JSON.stringify([trade_id])}::jsonb`)
    .execute()

/** Where in the ledger a trade's facts stand, beside its fields. @throws Problem `trade-not-found`. */
export const readTrade = async (projection: Projection, viewer: Viewer, tradeId: string) => {
  const row = await projection
    .selectFrom('trades')
    .select([...TRADE_FIELDS, 'public', 'entry_seq', 'close_seq', 'exit_seq'])
    .where('trade_id', '=', tradeId)
    .executeTakeFirst()
  if (row === undefined || !(row.public || viewer.operator)) throw new Problem('trade-not-found')
  const { public: _, entry_seq, close_seq, exit_seq, ...trade } = row
  const pending = exit_seq === null ? await pendingClosesOf(projection, row) : []
  const seqs = [row.accepted_seq, entry_seq, ...pending.map(({ ledger_seq }) => ledger_seq), close_seq, exit_seq]
  const sequences = [...new Set(seqs.filter((seq) => seq !== null))].toSorted((a, b) => a - b)
  /** Whether it is to close at its next tick anyway, as CLOSED_MANUAL. */
  const isClosing = pending.some(({ event }) => closeOrderOf(event)?.status === 'CLOSED_MANUAL')
  return { trade, sequences, exit_seq, isClosing }
}

const fillOf = ({ seq, event }: { seq: number; event: EventOf<'fill.recorded'> }) => {
  const { leg, status, price, quantity, notional, fee, ambiguous, evidence } = event.data
  return { leg, status, price, quantity, notional, fee, ambiguous, evidence, time: event.time, ledger_seq: seq }
}

/**
 * The facts of a trade as they stand in the ledger itself, so that a reader checks the record and not our copy of it.
 * @throws TypeError where the ledger lacks one: then the projection belongs to another ledger.
 */
export const readTradeFacts = async (tape: Pick<Tape, 'message'>, sequences: readonly number[]) => {
  const events = await Promise.all(
    sequences.map(async (seq) => {
      const message = await tape.message('LEDGER', seq)
      if (message === null) throw new TypeError(`the ledger holds no fact ${seq}`)
      return { seq, event: parseFact(message.text()) }
    }),
  )
  const fills = events.flatMap(({ seq, event }) => (event.type === 'fill.recorded' ? [fillOf({ seq, event })] : []))
  return { fills, events: events.map(({ seq, event }) => ({ ledger_seq: seq, ...event })) }
}
