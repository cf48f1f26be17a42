import type { GatewayClient } from '../gateway-client.ts'
import type { PushReport } from './push-run.ts'
import type { ReplayFile } from './replay-file.ts'

type Trades = Record<
  'total_trades' | 'open_positions' | 'winning_trades' | 'losing_trades' | 'breakeven_trades',
  number
> & { total_pnl: number }
type Kpi = Record<'account_value' | 'realized_pnl' | 'unrealized_pnl' | 'max_drawdown_pct', number | null>

/** What `replay` prints: what went in, what came out, how fast. */
export type ReplaySummary = {
  run: string
  file: string
  lines: number
  published: number
  skipped: number
  ticks: number
  signals: { received: number; accepted: number; rejected: number; by_reason: Record<string, number> }
  bots: { bot_id: string; trades: Trades; kpi: Kpi }[]
  elapsed_seconds: number
  lines_per_second: number
}

/** Collects the summary from the routes that everybody else reads, so that it cannot say anything else than they do. */
export const summarise = async (options: {
  gateway: GatewayClient
  file: ReplayFile
  run: string
  registered: readonly string[]
  report: PushReport
  elapsedMs: number
}): Promise<ReplaySummary> => {
  const { gateway, file, run, registered, report, elapsedMs } = options
  const bots: ReplaySummary['bots'] = []
  for (const botId of registered) {
    const { data: trades } = await gateway.get<Trades>(`/api/public/paper-trading/summary/?bot_id=${botId}`)
    const { data: kpi } = await gateway.get<Kpi>(`/api/kpi/current?bot_id=${botId}`)
    bots.push({ bot_id: botId, trades, kpi })
  }
  const published = file.lines - report.skipped
  const rejected = Object.values(report.rejected).reduce((sum, count) => sum + count, 0)
  return {
    run,
    file: file.path,
    lines: file.lines,
    published,
    skipped: report.skipped,
    ticks: file.ticks,
    signals: { received: file.signals, accepted: report.accepted, rejected, by_reason: report.rejected },
    bots,
    elapsed_seconds: Math.round(elapsedMs) / 1000,
    lines_per_second: Math.round(published / (elapsedMs / 1000)),
  }
}

const figure = (value: number | null): string => (value === null ? '—' : value.toFixed(2))

/** The summary for people. */
export const describeSummary = (summary: ReplaySummary): string => {
  const reasons = Object.entries(summary.signals.by_reason).map(([reason, count]) => `${reason} ${count}`)
  const { received, accepted, rejected } = summary.signals
  return [
    `run ${summary.run} of ${summary.file}`,
    `  ${summary.lines} lines: ${summary.published} published, ${summary.skipped} already there; ${summary.elapsed_seconds} s, ${summary.lines_per_second} lines/s`,
    `  ${received} signals = ${accepted} accepted + ${rejected} rejected${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`,
    ...summary.bots.map(
      ({ bot_id, trades, kpi }) =>
        `  ${bot_id}: ${trades.total_trades} trades, ${trades.open_positions} open, ` +
        `${trades.winning_trades} won, ${trades.losing_trades} lost, ${trades.breakeven_trades} even; ` +
        `account ${figure(kpi.account_value)}, realised ${figure(kpi.realized_pnl)}, max drawdown ${figure(kpi.max_drawdown_pct)} %`,
    ),
  ].join('\n')
}
