// The figures once more, slow and obvious: written from the definitions alone and sharing nothing with the package.

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length

const deviation = (list: readonly number[]): number =>
  Math.sqrt(list.reduce((a, b) => a + (b - mean(list)) ** 2, 0) / (list.length - 1))

/** Linear between the two order statistics around (n − 1) p. */
const quantile = (list: readonly number[], p: number): number => {
  const sorted = [...list].toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * p
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return low + (high - low) * (place - Math.floor(place))
}

const worst = (list: readonly number[], share: number): number[] =>
  [...list].toSorted((a, b) => a - b).slice(0, Math.floor((list.length - 1) * share + 1e-9) + 1)

/** Figures of returns that never lose everything, P periods a year, no risk-free rate, minimum return 0. */
export const naiveFigures = (returns: readonly number[], P: number): Record<string, number> => {
  const levels = returns.map((_, index) => returns.slice(0, index + 1).reduce((level, value) => level * (1 + value), 1))
  const falls = levels.map((level, index) => 1 - level / Math.max(1, ...levels.slice(0, index + 1)))
  const total = (levels.at(-1) ?? 1) - 1
  const downside = Math.sqrt(mean(returns.map((value) => Math.min(value, 0) ** 2)))
  const drawdown = Math.max(0, ...falls)
  const cagr = (1 + total) ** (P / returns.length) - 1
  return {
    total_return: total,
    cagr,
    volatility: deviation(returns) * Math.sqrt(P),
    sharpe: (mean(returns) / deviation(returns)) * Math.sqrt(P),
    sortino: (mean(returns) / downside) * Math.sqrt(P),
    calmar: cagr / drawdown,
    downside_deviation: downside * Math.sqrt(P),
    max_drawdown: drawdown,
    current_drawdown: falls.at(-1) ?? 0,
    var_historical_95: -quantile(returns, 0.05),
    var_historical_99: -quantile(returns, 0.01),
    var_parametric_95: 1.6448536269514722 * deviation(returns) - mean(returns),
    var_parametric_99: 2.3263478740408408 * deviation(returns) - mean(returns),
    cvar_historical_95: -mean(worst(returns, 0.05)),
    cvar_historical_99: -mean(worst(returns, 0.01)),
    win_rate_periods: returns.filter((value) => value > 0).length / returns.length,
  }
}
