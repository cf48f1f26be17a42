import { type EventOf, usesUpId } from '@papertape/events'
import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'
import type { BotIdentity } from './scope.ts'

type SignalRow = WrittenRow<'signals'>
type Accepted = EventOf<'signal.accepted'>
type Rejected = EventOf<'signal.rejected'>

/** Longest text shown of a field that was refused before anybody checked its length. */
const SHOWN_MAX = 128

const acceptedRow = ({ time, bot_id, data }: Accepted): Omit<SignalRow, 'ledger_seq' | 'public'> => ({
  bot_id,
  bot_token: bot_id,
  signal_id: data.signal_id,
  outcome: 'ACCEPTED',
  reason: null,
  field: null,
  detail: null,
  uses_id: true,
  trade_id: data.trade_id,
  action: data.action,
  symbol: data.symbol,
  venue: data.venue,
  market_type: data.market_type,
  direction: data.direction,
  strategy: data.strategy,
  confidence: data.confidence,
  entry_price: data.entry_price,
  take_profit: data.take_profit,
  stop_loss: data.stop_loss,
  mode: data.mode,
  run: data.run,
  time,
  source_time: data.source_time,
  received_at: data.input.received_at,
  input_seq: data.input.seq,
})

const shown = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, SHOWN_MAX) : null

const rejectedRow = ({ time, bot_id, data }: Rejected): Omit<SignalRow, 'ledger_seq' | 'public'> => {
  const received = data.received ?? {}
  const confidence = received['confidence']
  return {
    bot_id,
    bot_token: data.bot_token,
    signal_id: data.signal_id,
    outcome: 'REJECTED',
    reason: data.reason,
    field: data.field,
    detail: data.detail,
    uses_id: usesUpId(data.reason),
    trade_id: null,
    action: shown(received['action']),
    symbol: shown(received['symbol']),
    venue: shown(received['venue']),
    market_type: shown(received['market_type']),
    direction: shown(received['direction']),
    strategy: shown(received['strategy']),
    confidence: typeof confidence === 'number' ? confidence : null,
    entry_price: shown(received['entry_price']),
    take_profit: shown(received['take_profit']),
    stop_loss: shown(received['stop_loss']),
    mode: data.mode,
    run: data.run,
    time,
    source_time: null,
    received_at: data.input.received_at,
    input_seq: data.input.seq,
  }
}

/** Table `signals`: one row per disposition. Remembers nothing. */
export const signalsProjection = () => {
  const changed = pendingRows<SignalRow>()
  return {
    apply({ event, seq }: Fact, bot: BotIdentity | undefined): void {
      if (event.type !== 'signal.accepted' && event.type !== 'signal.rejected') return
      const row = event.type === 'signal.accepted' ? acceptedRow(event) : rejectedRow(event)
      changed.put(seq, { ledger_seq: seq, ...row, mode: bot?.mode ?? row.mode, public: bot?.public ?? false })
    },
    take: changed.take,
  }
}
