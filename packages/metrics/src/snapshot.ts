import { formatDecimal } from '@papertape/money'
import { cashOf, unrealizedOf } from './account.ts'
import { type Book, equityOfBook, levelOfBook } from './book.ts'
import { type Figure, type Quality, type Standing, standingOf } from './figure.ts'
import { type BookFigureName, FIGURE_NAMES, FIGURES, type FigureName, SAMPLE_FIGURES } from './figures.ts'
import type { BotKpi } from './fold-kpi.ts'
import type { PortfolioKpi } from './fold-portfolio.ts'
import type { ReturnSample } from './return-sample.ts'
import { shown } from './show-figures.ts'

/** When the drawdowns of a snapshot began and ended; times of snapshots, `null` where there is none. */
export type DrawdownDates = {
  /** When the peak that the deepest fall is measured from was reached. */
  max_drawdown_started_at: string | null
  max_drawdown_trough_at: string | null
  /** When that peak was reached again; `null` until then. */
  max_drawdown_recovered_at: string | null
  /** When the peak that the account lies below now was reached; `null` at a peak. */
  current_drawdown_started_at: string | null
}

/** One bot's or portfolio's figures at one moment: CONTRACT section 5, numbers, `null` where undefined. */
export type KpiSnapshot = {
  /** The newest time heard; `null` for a replay bot before its first fill. */
  timestamp: string | null
  /** `null` = portfolio. */
  bot_id: string | null
  ledger_seq: number
} & { [Name in FigureName]: number | null } & DrawdownDates & {
    /** For each figure that is undefined or rests on too little. */
    quality: { [Name in FigureName]?: Quality }
  }

const figureIn = (standing: Standing, sample: ReturnSample, name: FigureName): Figure =>
  shown(name === 'var_95_pct' || name === 'cvar_95_pct' ? SAMPLE_FIGURES[name](sample) : FIGURES[name](standing))

/** One figure alone, for those who need no whole snapshot: its number, or `null` where undefined. */
export const figureOf = (state: Book, name: BookFigureName): number | null =>
  shown(FIGURES[name](standingOf(state))).value

const datesOf = ({ drawdown: { deepest, below, peak_at } }: Book): DrawdownDates => ({
  max_drawdown_started_at: deepest?.started_at ?? null,
  max_drawdown_trough_at: deepest?.trough_at ?? null,
  max_drawdown_recovered_at: deepest?.recovered_at ?? null,
  current_drawdown_started_at: below ? peak_at : null,
})

/**
 * All figures of a state; `sample` holds the daily returns of its closed days, `seq` is the fact it was folded up to.
 * Never NaN, Infinity or −0.
 */
export const snapshotOf = (
  state: BotKpi | PortfolioKpi,
  sample: ReturnSample,
  seq: number = state.ledger_seq,
): KpiSnapshot => {
  const standing = standingOf(state)
  const quality: KpiSnapshot['quality'] = {}
  const figures = {} as { [Name in FigureName]: number | null }
  for (const name of FIGURE_NAMES) {
    const figure = figureIn(standing, sample, name)
    figures[name] = figure.value
    if (figure.quality !== null) quality[name] = figure.quality
  }
  const bot_id = 'bot_id' in state ? state.bot_id : null
  return { timestamp: state.time, bot_id, ledger_seq: seq, ...figures, ...datesOf(state), quality }
}

/** The level as decimal text: equity, or a portfolio's time-weighted index; what rolling returns are taken of. */
export const levelTextOf = (state: Book): string => formatDecimal(levelOfBook(state))

/** The amounts of a snapshot to the last digit, as decimal text: what the numbers in it are the nearest doubles of. */
export const amountsOf = (state: Book) => ({
  initial_capital: formatDecimal(state.capital),
  account_value: formatDecimal(equityOfBook(state)),
  cash_balance: formatDecimal(cashOf(state.capital, state.account)),
  realized_pnl: formatDecimal(state.account.realized),
  unrealized_pnl: formatDecimal(unrealizedOf(state.account)),
  total_fees: formatDecimal(state.account.fees),
})

/**
 * Net profit and number of trades closed since 00:00 UTC of the newest day heard, as BotState shows them.
 */
export const dailyOf = (state: Book): { day: string | null; daily_pnl: string; daily_trades_count: number } => ({
  day: state.daily?.day ?? null,
  daily_pnl: formatDecimal(state.daily?.pnl ?? 0n),
  daily_trades_count: state.daily?.trades ?? 0,
})
