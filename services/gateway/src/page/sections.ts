import { decimal, formatDecimal } from '@papertape/money'
import { type Html, html } from '@papertape/report'
import { amount, count, gain, gainPct, pct, price, time, undefinedFigure } from './format.ts'
import type { PageData } from './page-data.ts'

const figure = (snapshot: Record<string, unknown> | undefined, name: string, shown: (value: number) => Html): Html => {
  const value = snapshot?.[name]
  if (typeof value === 'number') return shown(value)
  const quality = snapshot?.['quality'] as Record<string, { reason?: string }> | undefined
  return undefinedFigure(quality?.[name]?.reason ?? null)
}

const card = (label: string, value: Html, below: Html | null = null): Html =>
  html`<div class="card"><dt>${label}</dt><dd>${value}${below === null ? null : html`<small>${below}</small>`}</dd></div>`

const plain = (text: string): Html => html`${text}`

const banners: Record<string, string> = {
  demo: 'live clock, invented signals, prices recorded earlier',
  replay: 'recorded signals and prices; all times are those of the recording',
}

/** Says what kind of figures these are, where they are not live ones. */
export const modeBanner = ({ coverage }: PageData): Html | null => {
  const text = banners[coverage.mode]
  return text === undefined
    ? null
    : html`<p class="banner" data-key="mode"><strong>${coverage.mode.toUpperCase()}</strong> · ${text}</p>`
}

/** The figures of all bots shown, or of the one bot asked for. */
export const figures = ({ kpi, summary }: PageData): Html => {
  const { winning_trades: wins, losing_trades: losses, breakeven_trades: even } = summary
  const mean = (name: 'average_profit' | 'average_loss') =>
    summary[name] === null ? undefinedFigure(summary.quality[name]?.reason ?? null) : gain(summary[name])
  return html`<section data-key="figures" aria-labelledby="figures-h"><h2 id="figures-h">Figures</h2><dl class="cards">
${card('Account value', figure(kpi, 'account_value', amount), html`return ${figure(kpi, 'total_return_pct', gainPct)}`)}
${card('Realized P/L', gain(summary.total_pnl), html`after ${figure(kpi, 'total_fees', amount)} fees`)}
${card('Unrealized P/L', figure(kpi, 'unrealized_pnl', gain), plain('at the last minute mark'))}
${card('Win rate', summary.win_rate === null ? undefinedFigure(summary.quality['win_rate']?.reason ?? null) : plain(pct(summary.win_rate * 100)), plain(`${count(wins)} won · ${count(losses)} lost · ${count(even)} even`))}
${card('Open positions', plain(count(summary.open_positions)), plain(`${count(summary.total_trades)} trades in all`))}
${card('Average win', mean('average_profit'))}
${card('Average loss', mean('average_loss'))}
${card(
  'Max drawdown',
  figure(kpi, 'max_drawdown_pct', (value) => plain(pct(value))),
  html`now ${figure(kpi, 'current_drawdown_pct', (value) => plain(pct(value)))}`,
)}
${card(
  'Profit factor',
  figure(kpi, 'profit_factor', (value) => plain(value.toFixed(2))),
  plain('Σ wins ÷ Σ losses'),
)}
${card('Signals', plain(count(summary.total_signals)), plain('received and answered'))}
</dl></section>`
}

const levelIcons: Record<string, string> = { INFO: 'ℹ', WARNING: '⚠', CRITICAL: '⛔', EMERGENCY: '⛔' }

const watchWords: Record<string, string> = {
  CLOCK_STOPPED: 'the clock stands still',
  EVALUATOR_BEHIND: 'alarm-evaluator is behind',
  PROJECTOR_BEHIND: 'kpi-projector is behind',
  PRICES_STALE: 'prices are stale',
}

/** Silence is not calm: says where alarms have nothing to judge by. */
const watch = ({ monitoring }: PageData): Html | null => {
  const { state, reason, since, no_data } = monitoring
  if (state === 'OK' || reason === null || since === null) return null
  const whose = reason === 'PRICES_STALE' ? html` of ${no_data.map(({ bot_id }) => bot_id).join(', ')}` : null
  return html`<p class="no-data" data-key="watch"><span aria-hidden="true">◌</span> <strong>NO DATA</strong> for alarms${whose}: ${watchWords[reason] ?? reason} <small>since ${time(since)}</small></p>`
}

type Alarm = PageData['alarms'][number]

const seen = ({ acknowledged_by, silenced_until }: Alarm): Html =>
  html`${acknowledged_by === null ? null : html` · seen by ${acknowledged_by}`}${silenced_until === null ? null : html` · silenced until ${time(silenced_until)}`}`

/** Alarms that are raised now, with what to do; nothing where there are none. */
export const alarms = (data: PageData): Html =>
  html`<section data-key="alarms" role="status" aria-label="Active alarms">${watch(data)}${
    data.alarms.length === 0
      ? null
      : html`<ul class="alarms">${data.alarms.map(
          (alarm) =>
            html`<li data-key="${alarm.alarm_id}" class="${alarm.level.toLowerCase()}"><span aria-hidden="true">${levelIcons[alarm.level] ?? ''}</span> <strong>${alarm.level}</strong> ${alarm.bot_id}: ${alarm.message} <small>since ${time(alarm.raised_at)}${seen(alarm)}</small><br><small>${alarm.recommended_action}</small></li>`,
        )}</ul>`
  }</section>`

type Cell = { label: string; value: Html; number?: boolean }

const row = (key: string, [head, ...cells]: readonly [Cell, ...Cell[]]): Html =>
  html`<tr role="row" data-key="${key}"><th role="rowheader" scope="row">${head.value}</th>${cells.map(
    ({ label, value, number }) =>
      html`<td role="cell" data-label="${label}" class="${number === true ? 'number' : ''}">${value}</td>`,
  )}</tr>`

const table = (
  key: string,
  title: string,
  rows: readonly (readonly [Cell, ...Cell[]])[],
  keys: readonly string[],
  empty: string,
): Html => {
  const [first] = rows
  return html`<section data-key="${key}" aria-labelledby="${key}-h"><h2 id="${key}-h">${title}</h2>${
    first === undefined
      ? html`<p class="empty">${empty}</p>`
      : html`<table role="table" aria-labelledby="${key}-h"><thead role="rowgroup"><tr role="row">${first.map(
          ({ label, number }) =>
            html`<th role="columnheader" scope="col" class="${number === true ? 'number' : ''}">${label}</th>`,
        )}</tr></thead><tbody role="rowgroup">${rows.map((cells, i) => row(keys[i] ?? '', cells))}</tbody></table>`
  }</section>`
}

const statusIcons: Record<string, string> = { running: '●', stopped: '■', error: '▲', waiting: '◔', pending: '○' }

/** The bots with what they are doing. */
export const bots = ({ bots: all, kpis }: PageData): Html =>
  table(
    'bots',
    'Bots',
    all.map((bot) => {
      const { state } = bot
      const kpi = kpis.get(bot.bot_id)
      return [
        { label: 'Bot', value: html`<a href="?bot_id=${bot.bot_id}">${bot.name}</a>` },
        {
          label: 'Status',
          value: html`<span class="badge ${state.status}"><span aria-hidden="true">${statusIcons[state.status] ?? ''}</span> ${state.status}</span>${bot.stopped_by === 'alarm' ? html` <small>by an alarm</small>` : null}`,
        },
        { label: 'In position', value: plain(state.in_position ? 'yes' : 'no') },
        { label: 'P/L today', value: gain(state.daily_pnl), number: true },
        { label: 'Closed today', value: plain(count(state.daily_trades_count)), number: true },
        { label: 'Account value', value: figure(kpi, 'account_value', amount), number: true },
        { label: 'Return', value: figure(kpi, 'total_return_pct', gainPct), number: true },
        { label: 'Changed (UTC)', value: time(state.last_updated_at) },
      ] as const
    }),
    all.map(({ bot_id }) => bot_id),
    'No bot is registered here yet. An operator registers one with POST /api/v1/bots.',
  )

const side = (direction: string): Html => html`<span class="side">${direction === 'LONG' ? '↗ LONG' : '↘ SHORT'}</span>`

const priceOr = (value: string | null): Html => (value === null ? undefinedFigure(null) : price(value))

/** Open trades at their current prices. */
export const positions = ({ positions: open, morePositions }: PageData): Html => {
  const valued = open.flatMap(({ unrealized_pnl }) => (unrealized_pnl === null ? [] : [decimal(unrealized_pnl)]))
  const sum = formatDecimal(valued.reduce((a, b) => a + b, 0n))
  return html`${table(
    'positions',
    'Open positions',
    open.map(
      (trade) =>
        [
          { label: 'Symbol', value: html`${trade.symbol} <small>${trade.venue}</small>` },
          { label: 'Side', value: side(trade.direction) },
          { label: 'Entry', value: priceOr(trade.entry_price), number: true },
          {
            label: 'Price now',
            value: html`${priceOr(trade.current_price)} <small class="price-${trade.price_state}">${trade.price_state === 'none' ? 'no price yet' : trade.price_state}</small>`,
            number: true,
          },
          {
            label: 'Unrealized P/L',
            value:
              trade.unrealized_pnl === null || trade.unrealized_pnl_pct === null
                ? undefinedFigure(null)
                : html`${gain(trade.unrealized_pnl)} <small>${gainPct(trade.unrealized_pnl_pct)}</small>`,
            number: true,
          },
          { label: 'Take profit', value: priceOr(trade.take_profit), number: true },
          { label: 'Stop loss', value: priceOr(trade.stop_loss), number: true },
          { label: 'Opened (UTC)', value: trade.entry_time === null ? undefinedFigure(null) : time(trade.entry_time) },
          { label: 'Bot', value: plain(trade.bot_id) },
        ] as const,
    ),
    open.map(({ trade_id }) => trade_id),
    'No position is open.',
  )}${
    open.length === 0
      ? null
      : html`<p class="sum" data-key="positions-sum">Unrealized P/L of the ${count(valued.length)} valued here: ${gain(sum)}${morePositions ? ' · there are more' : ''}</p>`
  }`
}

/** What a trade's status means. */
const outcomes: Record<string, string> = {
  CLOSED_TP: 'take profit',
  CLOSED_SL: 'stop loss',
  CLOSED_EXPIRED: 'expired',
  CLOSED_SIGNAL: 'closed by signal',
  CLOSED_MANUAL: 'closed by operator',
  NOT_ENTERED: 'not entered',
}

/** The newest trades that are over. */
export const trades = ({ trades: finished }: PageData): Html =>
  table(
    'trades',
    'Recent trades',
    finished.map(
      (trade) =>
        [
          { label: 'Symbol', value: html`<a href="/api/v1/trades/${trade.trade_id}">${trade.symbol}</a>` },
          { label: 'Side', value: side(trade.direction) },
          { label: 'Entry', value: priceOr(trade.entry_price), number: true },
          { label: 'Exit', value: priceOr(trade.exit_price), number: true },
          {
            label: 'Outcome',
            value: html`${outcomes[trade.status] ?? trade.status}${trade.ambiguous ? html` <small>ambiguous candle</small>` : null}${trade.price_gap ? html` <small>price gap</small>` : null}`,
          },
          {
            label: 'Net P/L',
            value: trade.realized_pnl === null ? undefinedFigure(null) : gain(trade.realized_pnl),
            number: true,
          },
          { label: 'Closed (UTC)', value: trade.exit_time === null ? undefinedFigure(null) : time(trade.exit_time) },
          { label: 'Bot', value: plain(trade.bot_id) },
        ] as const,
    ),
    finished.map(({ trade_id }) => trade_id),
    'No trade is finished yet.',
  )
