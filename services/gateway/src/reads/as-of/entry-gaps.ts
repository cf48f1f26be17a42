import { parseFact } from '@papertape/events'
import type { Tape } from '@papertape/tape'
import { natsAway } from '../../http/problem.ts'
import { within } from '../../within.ts'

const LEDGER_MS_MAX = 3000

type Entry = { trade_id: string; entry_seq: number | null }

const gapOf = async (tape: Pick<Tape, 'message'>, { trade_id, entry_seq }: Entry): Promise<[string, boolean]> => {
  const message = entry_seq === null ? null : await tape.message('LEDGER', entry_seq)
  const event = message === null ? null : parseFact(message.text())
  if (event?.type !== 'fill.recorded') throw new TypeError(`the ledger holds no entry of ${trade_id}`)
  return [trade_id, event.data.price_gap]
}

/**
 * Trades with the `price_gap` that their entries had: of those in `unsure` the projection keeps only that of the end.
 * @throws Problem while the ledger cannot be asked; TypeError where it lacks a fact.
 */
export const withEntryGaps = async <Trade extends { trade_id: string; price_gap: boolean }>(
  tape: Pick<Tape, 'message' | 'connected'>,
  { trades, unsure }: { trades: readonly Trade[]; unsure: readonly Entry[] },
): Promise<Trade[]> => {
  if (unsure.length === 0) return [...trades]
  if (!tape.connected()) throw natsAway()
  const read = Promise.all(unsure.map((entry) => gapOf(tape, entry)))
  const gaps = new Map(await within(LEDGER_MS_MAX, read, natsAway))
  return trades.map((trade) => ({ ...trade, price_gap: gaps.get(trade.trade_id) ?? trade.price_gap }))
}
