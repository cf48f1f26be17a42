import { type Html, html } from '@papertape/report'
import type { readTrade } from '../reads/trade.ts'
import { plain } from './table.ts'
import type { Voice } from './voice.ts'
import { wordOf } from './words.ts'

type Trade = Awaited<ReturnType<typeof readTrade>>['trade']

/** One trade in a few lines, and where its record is. */
export const tradeSection = (trade: Trade, { words, format }: Voice): Html => {
  const orNone = <Value>(value: Value | null, shown: (value: Value) => Html): Html =>
    value === null ? format.undefinedFigure(null) : shown(value)
  const lines: readonly (readonly [string, Html])[] = [
    [words.symbol, html`${trade.symbol} <small>${trade.venue}</small>`],
    [words.side, plain(trade.direction)],
    [words.bot, plain(trade.bot_id)],
    [words.outcome, plain(wordOf(words, trade.status))],
    [words.entry, orNone(trade.entry_price, format.price)],
    [words.opened, orNone(trade.entry_time, format.time)],
    [words.exit, orNone(trade.exit_price, format.price)],
    [words.closed, orNone(trade.exit_time, format.time)],
    [words.takeProfit, orNone(trade.take_profit, format.price)],
    [words.stopLoss, orNone(trade.stop_loss, format.price)],
    [words.netPnl, orNone(trade.realized_pnl, format.gain)],
  ]
  return html`<section data-key="trade"><dl class="cards">${lines.map(
    ([label, value]) => html`<div class="card"><dt>${label}</dt><dd>${value}</dd></div>`,
  )}</dl><p><a href="/api/v1/trades/${trade.trade_id}">${words.record}</a></p></section>`
}
