import type { FigureName } from '../../figures/formula-texts.ts'

/** Figures of which less is better. */
const LESS: ReadonlySet<string> = new Set([
  'max_drawdown_pct',
  'current_drawdown_pct',
  'volatility_pct',
  'var_95_pct',
  'cvar_95_pct',
  'max_consecutive_losses',
])
/** Figures of which neither is. */
const NEUTRAL: ReadonlySet<string> = new Set([
  'total_trades',
  'trades_per_day',
  'turnover',
  'average_duration_seconds',
  'active_positions',
  'total_exposure_pct',
])

/** The best of some values of a figure, or `null` where none is better than another. */
export const bestOf = (name: FigureName, values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  if (NEUTRAL.has(name) || known.length < 2) return null
  const [least, most] = [Math.min(...known), Math.max(...known)]
  if (least === most) return null
  return LESS.has(name) ? least : most
}
