import { type Html, html } from '@papertape/report'
import type { PageData } from './page-data.ts'
import { plain } from './table.ts'
import type { Voice } from './voice.ts'

/** A figure of a snapshot as it is shown, or a dash with the reason why there is none. */
export const figureIn = (
  { format }: Voice,
  snapshot: Record<string, unknown> | undefined,
  name: string,
  shown: (value: number) => Html,
): Html => {
  const value = snapshot?.[name]
  if (typeof value === 'number') return shown(value)
  const quality = snapshot?.['quality'] as Record<string, { reason?: string }> | undefined
  return format.undefinedFigure(quality?.[name]?.reason ?? null)
}

const card = (label: string, value: Html, below: Html | null = null): Html =>
  html`<div class="card"><dt>${label}</dt><dd>${value}${below === null ? null : html`<small>${below}</small>`}</dd></div>`

/** The figures of all bots shown, or of the one bot asked for. */
export const figures = ({ kpi, summary }: Pick<PageData, 'kpi' | 'summary'>, voice: Voice): Html => {
  const { words, format } = voice
  const { gain, gainPct, amount, count, undefinedFigure } = format
  const { winning_trades: wins, losing_trades: losses, breakeven_trades: even } = summary
  const figure = (name: string, shown: (value: number) => Html) => figureIn(voice, kpi, name, shown)
  const pct = (value: number) => plain(format.pct(value))
  const ofSummary = (name: 'average_profit' | 'average_loss' | 'win_rate', shown: (value: number) => Html) =>
    summary[name] === null ? undefinedFigure(summary.quality[name]?.reason ?? null) : shown(summary[name])
  return html`<section data-key="figures" aria-labelledby="figures-h"><h2 id="figures-h">${words.figures}</h2><dl class="cards">
${card(words.accountValue, figure('account_value', amount), html`${words.returned} ${figure('total_return_pct', gainPct)}`)}
${card(words.realized, gain(summary.total_pnl), html`${words.afterFees} ${figure('total_fees', amount)}`)}
${card(words.unrealized, figure('unrealized_pnl', gain), plain(words.atMark))}
${card(
  words.winRate,
  ofSummary('win_rate', (value) => pct(value * 100)),
  plain(`${count(wins)} ${words.won} · ${count(losses)} ${words.lost} · ${count(even)} ${words.even}`),
)}
${card(words.open, plain(count(summary.open_positions)), plain(`${count(summary.total_trades)} ${words.tradesInAll}`))}
${card(words.averageWin, ofSummary('average_profit', gain))}
${card(words.averageLoss, ofSummary('average_loss', gain))}
${card(words.maxDrawdown, figure('max_drawdown_pct', pct), html`${words.now} ${figure('current_drawdown_pct', pct)}`)}
${card(
  words.profitFactor,
  figure('profit_factor', (value) => plain(format.ratio(value))),
  plain(words.profitFactorIs),
)}
${card(words.signals, plain(count(summary.total_signals)), plain(words.signalsAre))}
</dl></section>`
}

/** The figures of one snapshot, as they stood at its moment. */
export const pastFigures = (snapshot: Record<string, unknown>, voice: Voice): Html => {
  const { words, format } = voice
  const figure = (name: string, shown: (value: number) => Html) => figureIn(voice, snapshot, name, shown)
  const pct = (value: number) => plain(format.pct(value))
  const ratio = (value: number) => plain(format.ratio(value))
  const count = (value: number) => plain(format.count(value))
  return html`<section data-key="figures" aria-labelledby="figures-h"><h2 id="figures-h">${words.figures}</h2><dl class="cards">
${card(words.accountValue, figure('account_value', format.amount), html`${words.returned} ${figure('total_return_pct', format.gainPct)}`)}
${card(words.realized, figure('realized_pnl', format.gain), html`${words.afterFees} ${figure('total_fees', format.amount)}`)}
${card(words.unrealized, figure('unrealized_pnl', format.gain), plain(words.atMark))}
${card(words.winRate, figure('win_rate_pct', pct), html`${figure('winning_trades', count)} ${words.won} · ${figure('losing_trades', count)} ${words.lost}`)}
${card(words.open, figure('active_positions', count), html`${figure('total_trades', count)} ${words.tradesClosed}`)}
${card(words.maxDrawdown, figure('max_drawdown_pct', pct), html`${words.atThatTime} ${figure('current_drawdown_pct', pct)}`)}
${card(words.profitFactor, figure('profit_factor', ratio), plain(words.profitFactorIs))}
${card(words.sharpe, figure('sharpe_ratio', ratio))}
${card(words.sortino, figure('sortino_ratio', ratio))}
</dl></section>`
}
