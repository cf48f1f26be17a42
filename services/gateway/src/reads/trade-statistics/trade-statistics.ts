import { longestRuns, tradeFiguresOf } from '@papertape/metrics'
import { sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import { pnlView } from '../kpi/breakdowns.ts'
import { TRADE_FIELDS } from '../trades.ts'
import { readHistograms } from './histograms.ts'
import { amountsOf, slicesOf } from './slices.ts'
import { readOutcomes, readSums, type SumsRow, sumsOf } from './sums.ts'
import { type Selection, whereClosed } from './where-closed.ts'

const TOP = 5

const NOTHING: Omit<SumsRow, 'dimension' | 'value'> = {
  wins: 0,
  losses: 0,
  breakevens: 0,
  won: '0',
  lost: '0',
  largest_win: '0',
  largest_loss: '0',
  fees: '0',
  squares: '0',
  duration_ms: 0,
}

const figuresOf = (row: SumsRow | undefined, outcomes: string) => {
  const sums = row ?? { dimension: null, value: null, ...NOTHING }
  const runs = longestRuns(outcomes)
  return { ...pnlView(amountsOf(sums)), ...runs, ...tradeFiguresOf(sumsOf(sums, runs)) }
}

const readTop = (projection: Projection, selection: Selection, order: 'desc' | 'asc') =>
  projection
    .selectFrom('trades')
    .select(TRADE_FIELDS)
    .where(whereClosed(selection))
    .orderBy(sql`realized_pnl::numeric`, order)
    .orderBy('accepted_seq')
    .limit(TOP)
    .execute()

/**
 * What closed trades came to. PostgreSQL adds up, exactly; this process holds one character per trade, for the runs, and as
 * many rows as there are values of all dimensions.
 */
export const readTradeStatistics = async (projection: Projection, selection: Selection) => {
  const rows = await readSums(projection, selection)
  const outcomes = await readOutcomes(projection, selection)
  const best = await readTop(projection, selection, 'desc')
  const worst = await readTop(projection, selection, 'asc')
  const ofDirection = (direction: 'LONG' | 'SHORT') =>
    rows.find(({ dimension, value }) => dimension === 'direction' && value === direction)
  const all = figuresOf(
    rows.find(({ dimension }) => dimension === null),
    outcomes.all,
  )
  return {
    all,
    long: figuresOf(ofDirection('LONG'), outcomes.long),
    short: figuresOf(ofDirection('SHORT'), outcomes.short),
    by: slicesOf(rows),
    ...(await readHistograms(projection, selection, all.trades)),
    top: { best, worst },
  }
}
