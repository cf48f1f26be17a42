import { decimal, formatDecimal } from '@papertape/money'
import { type Html, html } from '@papertape/report'
import { figureIn } from './figures-section.ts'
import type { PageData } from './page-data.ts'
import { type Cell, plain, tableSection } from './table.ts'
import type { Voice } from './voice.ts'
import { type Words, wordOf } from './words.ts'

/** Says what kind of figures these are, where they are not live ones. */
export const modeBanner = ({ coverage: { mode } }: Pick<PageData, 'coverage'>, { words }: Voice): Html | null =>
  mode === 'live'
    ? null
    : html`<p class="banner" data-key="mode"><strong>${mode === 'demo' ? 'DEMO' : 'REPLAY'}</strong> · ${words[mode]}</p>`

const statusIcons: Record<string, string> = { running: '●', stopped: '■', error: '▲', waiting: '◔', pending: '○' }

const botCells = (bot: PageData['bots'][number], kpis: PageData['kpis'], voice: Voice): [Cell, ...Cell[]] => {
  const { words, format } = voice
  const { state } = bot
  const kpi = kpis.get(bot.bot_id)
  const byAlarm = bot.stopped_by === 'alarm' ? html` <small>${words.byAlarm}</small>` : null
  return [
    {
      label: words.bot,
      value: html`<a href="/bot-performance/bots/${encodeURIComponent(bot.bot_id)}">${bot.name}</a>`,
    },
    {
      label: words.status,
      value: html`<span class="badge ${state.status}"><span aria-hidden="true">${statusIcons[state.status] ?? ''}</span> ${wordOf(words, state.status)}</span>${byAlarm}`,
    },
    { label: words.inPosition, value: plain(state.in_position ? words.yes : words.no) },
    { label: words.pnlToday, value: format.gain(state.daily_pnl), number: true },
    { label: words.closedToday, value: plain(format.count(state.daily_trades_count)), number: true },
    { label: words.accountValue, value: figureIn(voice, kpi, 'account_value', format.amount), number: true },
    { label: words.return, value: figureIn(voice, kpi, 'total_return_pct', format.gainPct), number: true },
    { label: words.changed, value: format.time(state.last_updated_at) },
  ]
}

/** The bots with what they are doing. */
export const bots = ({ bots: all, kpis }: PageData, voice: Voice): Html =>
  tableSection(
    'bots',
    voice.words.bots,
    all.map((bot) => ({ key: bot.bot_id, cells: botCells(bot, kpis, voice) })),
    voice.words.noBots,
  )

const side = (direction: string): Html => html`<span class="side">${direction === 'LONG' ? '↗ LONG' : '↘ SHORT'}</span>`

const priceOr = (value: string | null, { format }: Voice): Html =>
  value === null ? format.undefinedFigure(null) : format.price(value)
const timeOr = (value: string | null, { format }: Voice): Html =>
  value === null ? format.undefinedFigure(null) : format.time(value)
const symbolLink = ({ trade_id, symbol, venue }: { trade_id: string; symbol: string; venue: string }): Html =>
  html`<a href="/bot-performance/trades/${trade_id}">${symbol}</a> <small>${venue}</small>`

const positionCells = (trade: PageData['positions'][number], voice: Voice): [Cell, ...Cell[]] => {
  const { words, format } = voice
  const { unrealized_pnl: pnl, unrealized_pnl_pct: pct } = trade
  const value =
    pnl === null || pct === null
      ? format.undefinedFigure(null)
      : html`${format.gain(pnl)} <small>${format.gainPct(pct)}</small>`
  return [
    { label: words.symbol, value: symbolLink(trade) },
    { label: words.side, value: side(trade.direction) },
    { label: words.entry, value: priceOr(trade.entry_price, voice), number: true },
    {
      label: words.priceNow,
      value: html`${priceOr(trade.current_price, voice)} <small class="price-${trade.price_state}">${words[trade.price_state]}</small>`,
      number: true,
    },
    { label: words.unrealized, value, number: true },
    { label: words.takeProfit, value: priceOr(trade.take_profit, voice), number: true },
    { label: words.stopLoss, value: priceOr(trade.stop_loss, voice), number: true },
    { label: words.opened, value: timeOr(trade.entry_time, voice) },
    { label: words.bot, value: plain(trade.bot_id) },
  ]
}

/** Open trades at their current prices, and what they are worth together. */
export const positions = ({ positions: open, morePositions }: PageData, voice: Voice): Html => {
  const { words, format } = voice
  const valued = open.flatMap(({ unrealized_pnl }) => (unrealized_pnl === null ? [] : [decimal(unrealized_pnl)]))
  const sum = formatDecimal(valued.reduce((a, b) => a + b, 0n))
  const table = tableSection(
    'positions',
    words.open,
    open.map((trade) => ({ key: trade.trade_id, cells: positionCells(trade, voice) })),
    words.noPositions,
  )
  if (open.length === 0) return table
  return html`${table}<p class="sum" data-key="positions-sum">${words.unrealizedOf} ${format.gain(sum)}${morePositions ? html` · ${words.thereAreMore}` : null}</p>`
}

type Finished = PageData['trades'][number]

const outcome = ({ status, ambiguous, price_gap }: Finished, words: Words): Html =>
  html`${wordOf(words, status)}${ambiguous ? html` <small>${words.ambiguous}</small>` : null}${price_gap ? html` <small>${words.priceGap}</small>` : null}`

const tradeCells = (trade: Finished, voice: Voice): [Cell, ...Cell[]] => {
  const { words, format } = voice
  return [
    { label: words.symbol, value: symbolLink(trade) },
    { label: words.side, value: side(trade.direction) },
    { label: words.entry, value: priceOr(trade.entry_price, voice), number: true },
    { label: words.exit, value: priceOr(trade.exit_price, voice), number: true },
    { label: words.outcome, value: outcome(trade, words) },
    {
      label: words.netPnl,
      value: trade.realized_pnl === null ? format.undefinedFigure(null) : format.gain(trade.realized_pnl),
      number: true,
    },
    { label: words.closed, value: timeOr(trade.exit_time, voice) },
    { label: words.bot, value: plain(trade.bot_id) },
  ]
}

/** Trades that are over. */
export const trades = ({ trades: finished }: Pick<PageData, 'trades'>, voice: Voice): Html =>
  tableSection(
    'trades',
    voice.words.recentTrades,
    finished.map((trade) => ({ key: trade.trade_id, cells: tradeCells(trade, voice) })),
    voice.words.noTrades,
  )
