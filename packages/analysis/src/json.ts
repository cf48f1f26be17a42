import { formatDecimal, toNumber } from '@papertape/money'
import type { Analysis } from './analyze.ts'
import type { Holdings } from './record/record.ts'

const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

const holdingsJson = ({ unrealized, positions }: Holdings) => ({
  unrealized_pnl: toNumber(unrealized),
  open_positions: positions.map(({ symbol, side, quantity, fees, lastPrice, unrealized: own }) => ({
    symbol,
    side,
    quantity: formatDecimal(quantity),
    fees: formatDecimal(fees),
    last_price: formatDecimal(lastPrice),
    unrealized_pnl: formatDecimal(own),
  })),
})

/**
 * An analysis as one JSON document: contract section 6. Figures are numbers or `null`; `reasons` says why for each `null`,
 * `low_sample` for each that rests on too little.
 */
export const analysisJson = (analysis: Analysis): Record<string, unknown> => {
  const { record, settings, figures, benchmark } = analysis
  const why = (state: 'undefined' | 'low_sample') =>
    Object.fromEntries(
      [...figures].flatMap(([name, { quality }]) => (quality?.state === state ? [[name, quality.reason]] : [])),
    )
  return {
    kind: record.kind,
    rows: record.rows,
    from: timeOf(record.fromMs),
    to: timeOf(record.toMs),
    ...Object.fromEntries([...figures].map(([name, { value }]) => [name, value])),
    ...(record.kind === 'fills' && record.holdings !== null ? holdingsJson(record.holdings) : {}),
    reasons: why('undefined'),
    low_sample: why('low_sample'),
    ...(benchmark === null ? {} : { benchmark: { rows: benchmark.record.rows, periods: benchmark.periods } }),
    settings: {
      periods_per_year: settings.periodsPerYear,
      risk_free: settings.riskFree,
      mar: settings.minimumReturn,
      starting_capital: formatDecimal(settings.startingCapital),
    },
    notes: analysis.notes,
    warnings: analysis.warnings,
  }
}
