import { type Decimal, decimal } from '@papertape/money'
import type { OracleDay, OracleRecord } from './oracle.ts'

/** What every figure should be, from the plain arrays of a record; `null` where it does not exist. */

const PLACES = 10n ** 60n

/** A quotient of whole numbers as a double, with sixty places behind the point. */
const over = (dividend: bigint, divisor: bigint): number => Number((dividend * PLACES) / divisor) / 1e60
const total = <Item>(items: readonly Item[], of: (item: Item) => Decimal): Decimal =>
  items.reduce((sum, item) => sum + of(item), 0n)

/** Daily returns with sixty places; days that began at nothing have none. */
const returnsOf = (days: readonly OracleDay[]): bigint[] =>
  days.filter(({ base }) => base > 0n).map(({ base, level }) => ((level - base) * PLACES) / base)

const dailyFigures = (days: readonly OracleDay[]) => {
  const returns = returnsOf(days)
  const n = BigInt(returns.length)
  const enough = returns.length >= 2
  const mean = enough ? total(returns, (r) => r) / n : 0n
  const squares = total(returns, (r) => (r - mean) * (r - mean))
  const below = total(returns, (r) => (r < 0n ? r * r : 0n))
  const deviation = enough ? Math.sqrt(Number(squares / (n - 1n)) / 1e120) : 0
  const downside = enough ? Math.sqrt(Number(below / n) / 1e120) : 0
  const average = Number(mean) / 1e60
  const sorted = returns.map((r) => Number(r) / 1e60).toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * 0.05
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  const worst = sorted.slice(0, Math.floor(place + 1e-12) + 1)
  const turnovers = days.filter(({ start, end }) => start + end > 0n)
  return {
    volatility_pct: enough ? deviation * Math.sqrt(365) * 100 : null,
    sharpe_ratio: deviation < 1e-12 ? null : (average / deviation) * Math.sqrt(365),
    sortino_ratio: downside < 1e-12 ? null : (average / downside) * Math.sqrt(365),
    var_95_pct: sorted.length === 0 ? null : -(low + (high - low) * (place - Math.floor(place))) * 100,
    cvar_95_pct: sorted.length === 0 ? null : (-worst.reduce((sum, r) => sum + r, 0) / worst.length) * 100,
    turnover:
      turnovers.length === 0
        ? null
        : turnovers.reduce((sum, { traded, start, end }) => sum + over(2n * traded, start + end), 0) / turnovers.length,
  }
}

const tradeFigures = (closed: OracleRecord['closed']) => {
  const nets = closed.map(({ net }) => net)
  const [wins, losses] = [nets.filter((net) => net > 0n), nets.filter((net) => net < 0n)]
  const n = nets.length
  const mean = (values: readonly Decimal[]) =>
    values.length === 0
      ? null
      : over(
          total(values, (v) => v),
          BigInt(values.length) * 10n ** 18n,
        )
  const [won, lost] = [total(wins, (v) => v), -total(losses, (v) => v)]
  let [streak, longest] = [0, 0]
  for (const net of nets) {
    streak = net < 0n ? streak + 1 : 0
    longest = Math.max(longest, streak)
  }
  const largest = (values: readonly Decimal[]) =>
    values.length === 0
      ? null
      : over(
          values.reduce((a, b) => (a * a > b * b ? a : b)),
          10n ** 18n,
        )
  const perLoss =
    losses.length === 0 || wins.length === 0
      ? 0n
      : (won * BigInt(losses.length) * PLACES) / (lost * BigInt(wins.length))
  return {
    total_trades: n,
    winning_trades: wins.length,
    losing_trades: losses.length,
    breakeven_trades: n - wins.length - losses.length,
    win_rate_pct: n === 0 ? null : (wins.length / n) * 100,
    profit_factor: losses.length === 0 ? null : over(won, lost),
    average_win: mean(wins),
    average_loss: mean(losses),
    average_trade_pnl: mean(nets),
    expectancy: mean(nets),
    largest_win: largest(wins),
    largest_loss: largest(losses),
    consecutive_losses: streak,
    max_consecutive_losses: longest,
    average_duration_seconds: n === 0 ? null : closed.reduce((sum, { ms }) => sum + ms, 0) / n / 1000,
    expectancy_ratio:
      losses.length === 0 ? null : over(((PLACES + perLoss) * BigInt(wins.length)) / BigInt(n) - PLACES, PLACES),
  }
}

/** For every level the highest one before it; of all falls the deepest, compared as fractions of whole numbers. */
const drawdownFigures = ({ levels, level, origin }: OracleRecord) => {
  const peakAt = (end: number): number => {
    const highest = levels.slice(0, end + 1).reduce((best, one) => (one.level > best ? one.level : best), 0n)
    // The peak counts from when it was last reached from below.
    for (let index = end; index > 0; index -= 1) {
      if (levels[index]?.level === highest && (levels[index - 1]?.level ?? highest) < highest) return index
    }
    return 0
  }
  let deepest = { fall: 0n, peak: 1n, start: 0, trough: 0 }
  for (const [index, one] of levels.entries()) {
    const start = peakAt(index)
    const peak = levels[start]?.level ?? 1n
    if ((peak - one.level) * deepest.peak > deepest.fall * peak) {
      deepest = { fall: peak - one.level, peak, start, trough: index }
    }
  }
  const last = peakAt(levels.length - 1)
  const highest = levels[last]?.level ?? origin
  // Replays have no time before their first fill, which is when their record begins.
  const timeAt = (index: number) =>
    levels[index]?.time ?? (index < 0 ? null : (levels.find((one) => one.time !== null)?.time ?? null))
  const hasFallen = deepest.fall > 0n
  const recovered = levels.findIndex((one, index) => index > deepest.trough && one.level >= deepest.peak)
  return {
    max_drawdown_pct: over(deepest.fall * 100n, deepest.peak),
    current_drawdown_pct: over((highest - level) * 100n, highest),
    max_drawdown_started_at: hasFallen ? timeAt(deepest.start) : null,
    max_drawdown_trough_at: hasFallen ? timeAt(deepest.trough) : null,
    max_drawdown_recovered_at: hasFallen ? timeAt(recovered) : null,
    current_drawdown_started_at: highest > level ? timeAt(last) : null,
  }
}

const YEAR_MS = 365 * 86_400_000

const returnFigures = ({ level, origin, running, capital, started_at, time }: OracleRecord, maxDrawdown: number) => {
  const since = (base: Decimal | undefined) =>
    base === undefined || base <= 0n ? null : over((level - base) * 100n, base)
  const elapsedMs = started_at === null || time === null ? 0 : Math.max(0, Date.parse(time) - Date.parse(started_at))
  const growth = over(level - origin, origin)
  const grown = growth <= -1 ? -100 : Math.expm1(Math.log1p(growth) * (YEAR_MS / elapsedMs)) * 100
  const cagr = elapsedMs === 0 || !Number.isFinite(grown) ? null : grown
  return {
    elapsedMs,
    figures: {
      total_return_pct: capital === 0n ? null : since(origin),
      daily_return_pct: since(running?.base),
      weekly_return_pct: since(running?.weekBase),
      monthly_return_pct: since(running?.monthBase),
      cagr_pct: cagr,
      calmar_ratio: cagr === null || maxDrawdown === 0 ? null : cagr / maxDrawdown,
    },
  }
}

/** All figures and dates of a snapshot, except for the amount of a portfolio's drawdown. */
export const oracleFigures = (record: OracleRecord) => {
  const { account, capital, closed, days } = record
  const { equity, held } = account
  const amount = (value: Decimal) => over(value, 10n ** 18n)
  const share = (value: Decimal) => (equity <= 0n ? null : over(value * 100n, equity))
  const gross = total(held, (one) => one.gross)
  const notional = total(held, (one) => decimal(one.fill.notional))
  const drawdowns = drawdownFigures(record)
  const { figures: returns, elapsedMs } = returnFigures(record, drawdowns.max_drawdown_pct)
  return {
    account_value: amount(equity),
    cash_balance: amount(equity - notional - gross),
    unrealized_pnl: amount(gross - total(held, (one) => decimal(one.fill.fee))),
    realized_pnl: amount(account.realized),
    total_fees: amount(account.fees),
    ...returns,
    ...dailyFigures(days),
    ...drawdowns,
    ...tradeFigures(closed),
    active_positions: held.length,
    total_exposure_pct: share(total(held, (one) => one.value)),
    largest_position_pct: share(held.reduce((best, one) => (one.value > best ? one.value : best), 0n)),
    trades_per_day: elapsedMs === 0 ? null : closed.length / (elapsedMs / 86_400_000),
    roi_pct: capital === 0n ? null : over(account.realized * 100n, capital),
  }
}
