import { formatDecimal } from '@papertape/money'
import { cashOf, unrealizedOf } from './account.ts'
import { type Book, equityOfBook } from './book.ts'
import { type Figure, missing, type Quality, type Standing, standingOf } from './figure.ts'
import { FIGURE_NAMES, FIGURES, type FigureName } from './figures.ts'
import type { BotKpi } from './fold-kpi.ts'
import type { PortfolioKpi } from './fold-portfolio.ts'

/** One bot's or portfolio's figures at one moment: CONTRACT section 5, numbers, `null` where undefined. */
export type KpiSnapshot = {
  /** The newest time heard; `null` for a replay bot before its first fill. */
  timestamp: string | null
  /** `null` = portfolio. */
  bot_id: string | null
  ledger_seq: number
} & { [Name in FigureName]: number | null } & {
  /** For each figure that is undefined or rests on too little. */
  quality: { [Name in FigureName]?: Quality }
}

/** A number beyond what a double holds is no figure. */
const figureIn = (standing: Standing, name: FigureName): Figure => {
  const figure = FIGURES[name](standing)
  return figure.value === null || Number.isFinite(figure.value)
    ? figure
    : missing(figure.quality?.n ?? 0, 'NOT_REPRESENTABLE')
}

/** One figure alone, for those who need no whole snapshot: its number, or `null` where undefined. */
export const figureOf = (state: Book, name: FigureName): number | null => figureIn(standingOf(state), name).value

/** All figures of a state; `seq` is the fact it was folded up to. Never NaN, Infinity or −0. */
export const snapshotOf = (state: BotKpi | PortfolioKpi, seq: number = state.ledger_seq): KpiSnapshot => {
  const standing = standingOf(state)
  const quality: KpiSnapshot['quality'] = {}
  const figures = {} as { [Name in FigureName]: number | null }
  for (const name of FIGURE_NAMES) {
    const figure = figureIn(standing, name)
    figures[name] = figure.value
    if (figure.quality !== null) quality[name] = figure.quality
  }
  const bot_id = 'bot_id' in state ? state.bot_id : null
  return { timestamp: state.time, bot_id, ledger_seq: seq, ...figures, quality }
}

/** The amounts of a snapshot to the last digit, as decimal text: what the numbers in it are the nearest doubles of. */
export const amountsOf = (state: Book) => ({
  initial_capital: state.capital,
  account_value: formatDecimal(equityOfBook(state)),
  cash_balance: formatDecimal(cashOf(state.capital, state.account)),
  realized_pnl: state.account.realized,
  unrealized_pnl: formatDecimal(unrealizedOf(state.account)),
  total_fees: state.account.fees,
})

/**
 * Net profit and number of trades closed since 00:00 UTC of the newest day heard, as BotState shows them.
 */
export const dailyOf = (state: Book): { day: string | null; daily_pnl: string; daily_trades_count: number } => ({
  day: state.daily?.day ?? null,
  daily_pnl: state.daily?.pnl ?? '0',
  daily_trades_count: state.daily?.trades ?? 0,
})
