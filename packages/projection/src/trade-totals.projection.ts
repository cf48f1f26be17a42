import { type Decimal, decimal, formatDecimal } from '@papertape/money'
import type { Scope, WrittenRow } from '@papertape/store'
import { scopesOf } from './scope.ts'
import type { TradeRow, TradeStep } from './trades.projection.ts'

type Totals = {
  open_positions: number
  winning_trades: number
  losing_trades: number
  breakeven_trades: number
  not_entered: number
  total_pnl: Decimal
  total_profit: Decimal
  total_loss: Decimal
  total_fees: Decimal
}

const nothing = (): Totals => ({
  open_positions: 0,
  winning_trades: 0,
  losing_trades: 0,
  breakeven_trades: 0,
  not_entered: 0,
  total_pnl: 0n,
  total_profit: 0n,
  total_loss: 0n,
  total_fees: 0n,
})

const addClosed = (totals: Totals, trade: TradeRow): void => {
  const net = decimal(trade.realized_pnl ?? '0')
  totals.open_positions -= 1
  totals.total_pnl += net
  totals.total_fees += decimal(trade.exit_fee ?? '0')
  if (net > 0n) {
    totals.winning_trades += 1
    totals.total_profit += net
  } else if (net < 0n) {
    totals.losing_trades += 1
    totals.total_loss += net
  } else totals.breakeven_trades += 1
}

const addStep = (totals: Totals, { kind, trade }: TradeStep): void => {
  if (kind === 'entered') {
    totals.open_positions += 1
    totals.total_fees += decimal(trade.entry_fee ?? '0')
  } else if (kind === 'closed') addClosed(totals, trade)
  else if (kind === 'missed') totals.not_entered += 1
}

/** Table `trade_totals`: what is taken are differences, which the database adds. Remembers nothing. */
export const tradeTotalsProjection = () => {
  let changed = new Map<Scope, Totals>()
  return {
    apply(step: TradeStep): void {
      if (step.kind === 'accepted') return
      for (const scope of scopesOf(step.trade)) {
        const totals = changed.get(scope) ?? nothing()
        changed.set(scope, totals)
        addStep(totals, step)
      }
    },
    take(): WrittenRow<'trade_totals'>[] {
      const taken = [...changed].map(([scope, totals]) => ({
        scope,
        ...totals,
        total_pnl: formatDecimal(totals.total_pnl),
        total_profit: formatDecimal(totals.total_profit),
        total_loss: formatDecimal(totals.total_loss),
        total_fees: formatDecimal(totals.total_fees),
      }))
      changed = new Map()
      return taken
    },
  }
}
