import { decimal, formatDecimal } from '@papertape/money'
import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'
import type { BotIdentity } from './scope.ts'
import type { TradeRow } from './trades.projection.ts'

type Segment = WrittenRow<'kpi_segments'>

const NOTHING_CLOSED = {
  trades: 0,
  winning_trades: 0,
  losing_trades: 0,
  breakeven_trades: 0,
  gross_pnl: '0',
  fees: '0',
  realized_pnl: '0',
}

const added = (sum: string, amount: string | null): string => formatDecimal(decimal(sum) + decimal(amount ?? '0'))

const withClosed = (segment: Segment, trade: TradeRow): Segment => {
  const net = decimal(trade.realized_pnl ?? '0')
  return {
    ...segment,
    trades: segment.trades + 1,
    winning_trades: segment.winning_trades + (net > 0n ? 1 : 0),
    losing_trades: segment.losing_trades + (net < 0n ? 1 : 0),
    breakeven_trades: segment.breakeven_trades + (net === 0n ? 1 : 0),
    gross_pnl: added(segment.gross_pnl, trade.gross_pnl),
    fees: added(segment.fees, trade.fees),
    realized_pnl: added(segment.realized_pnl, trade.realized_pnl),
  }
}

/** Table `kpi_segments`; keeps the one in force of each bot, which are given. */
export const segmentsProjection = (inForce: readonly Segment[]) => {
  const segments = new Map(inForce.map((segment) => [segment.bot_id, segment]))
  const changed = pendingRows<Segment>()
  const keep = (segment: Segment): void => {
    segments.set(segment.bot_id, segment)
    changed.put(`${segment.bot_id}.${segment.from_seq}`, segment)
  }
  return {
    /**
     * A registration or configuration, which may put another policy in force; `levelOf` tells the bot's level at that
     * moment. Its time is the operator's, which is not the clock of a replay bot.
     */
    configured({ event, seq }: Fact, { mode }: Pick<BotIdentity, 'mode'>, levelOf: () => string): void {
      if (event.type !== 'bot.registered' && event.type !== 'bot.configured') return
      const { bot_id, time, data } = event
      const started_at = mode === 'replay' ? null : time
      const { policy_hash, position_size } = data
      const before = segments.get(bot_id)
      if (before !== undefined && (event.type === 'bot.registered' || before.policy_hash === policy_hash)) return
      keep({ bot_id, from_seq: seq, started_at, policy_hash, position_size, level: levelOf(), ...NOTHING_CLOSED })
    },
    closed(trade: TradeRow): void {
      const segment = segments.get(trade.bot_id)
      if (segment !== undefined) keep(withClosed(segment, trade))
    },
    take: changed.take,
  }
}
