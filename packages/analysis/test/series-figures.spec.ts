import { describe, expect, it } from 'vitest'
import { analysisJson } from '../src/index.ts'
import { analysis, reasons, series, values } from './given.ts'

const returns = (list: readonly (number | string)[], options: Parameters<typeof analysis>[1] = {}) =>
  analysis(series(list), { kind: 'returns', ...options })
const equity = (list: readonly (number | string)[], options: Parameters<typeof analysis>[1] = {}) =>
  analysis(series(list), { kind: 'equity', ...options })

describe('returns of +2 %, −1 %, +3 %, 0 %', () => {
  // Mean 0.01; deviations 0.01, −0.02, 0.02, −0.01: variance 0.001 / 3. Downside 0.01² / 4 = 0.000025.
  const list = [0.02, -0.01, 0.03, 0]
  const deviation = Math.sqrt(0.001 / 3)

  it('have these figures, by hand', async () => {
    const figures = values(await returns(list))
    const growth = 1.02 * 0.99 * 1.03
    const cagr = growth ** (365 / 4) - 1
    const hand = {
      total_return: growth - 1,
      cagr,
      volatility: deviation * Math.sqrt(365),
      sharpe: (0.01 / deviation) * Math.sqrt(365),
      sortino: (0.01 / 0.005) * Math.sqrt(365),
      calmar: cagr / 0.01,
      downside_deviation: 0.005 * Math.sqrt(365),
      max_drawdown: 0.01,
      current_drawdown: 0,
      // Sorted −1, 0, 2, 3 %: the places are 3 × 0.05 = 0.15 and 3 × 0.01 = 0.03 of the way from −1 % to 0.
      var_historical_95: 0.0085,
      var_historical_99: 0.0097,
      var_parametric_95: -0.01 + 1.6448536269514722 * deviation,
      var_parametric_99: -0.01 + 2.3263478740408408 * deviation,
      cvar_historical_95: 0.01,
      cvar_historical_99: 0.01,
      win_rate_periods: 0.5,
    }
    expect(Object.keys(figures)).toEqual(Object.keys(hand))
    for (const [name, value] of Object.entries(hand)) {
      const off = Math.abs((figures[name] ?? Number.NaN) - value)
      expect(off, name).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)))
    }
  })

  it('use the periods a year, the risk-free rate and the minimum return that are given', async () => {
    const settings = { periodsPerYear: 252, riskFree: 0.04, minimumReturn: 0.005 }
    const figures = values(await returns(list, { settings }))
    const rate = 1.04 ** (1 / 252) - 1
    // Below 0.5 %: −1 % by 1.5 %, 0 % by 0.5 %.
    const downside = Math.sqrt((0.015 ** 2 + 0.005 ** 2) / 4)
    expect(figures['sharpe']).toBeCloseTo(((0.01 - rate) / deviation) * Math.sqrt(252), 10)
    expect(figures['sortino']).toBeCloseTo((0.005 / downside) * Math.sqrt(252), 12)
    expect(figures['downside_deviation']).toBeCloseTo(downside * Math.sqrt(252), 12)
    expect(figures['volatility']).toBeCloseTo(deviation * Math.sqrt(252), 12)
    expect(figures['cagr']).toBeCloseTo((1.02 * 0.99 * 1.03) ** (252 / 4) - 1, 10)
  })
})

describe('equity', () => {
  it('takes its years from elapsed time, and its first row as the first peak', async () => {
    const figures = values(
      await analysis('time,value\n2023-01-01,100\n2023-07-02,60\n2024-01-01,121\n2024-12-31,110', { kind: 'equity' }),
    )
    expect(figures['total_return']).toBeCloseTo(0.1, 12)
    expect(figures['cagr']).toBeCloseTo(1.1 ** (365 / 730) - 1, 12)
    expect(figures['max_drawdown']).toBeCloseTo(0.4, 12)
    expect(figures['current_drawdown']).toBeCloseTo(11 / 121, 12)
    expect(figures['win_rate_periods']).toBeCloseTo(1 / 3, 12)
  })

  it('knows elapsed time to the millisecond', async () => {
    const half = await analysis('time,value\n1704067200000,100\n1704067200500,101', { kind: 'equity' })
    expect(reasons(half)).toMatchObject({ cagr: 'NOT_REPRESENTABLE' })
    const never = await analysis('time,value\n1704067200000,100\n1704067200000,101', { kind: 'equity' })
    expect(reasons(never)).toMatchObject({ cagr: 'NO_ELAPSED_TIME' })
  })

  it('of one row has no return and no elapsed time, and no drawdown', async () => {
    const one = await equity([100])
    expect(values(one)).toMatchObject({ total_return: null, cagr: null, max_drawdown: 0, current_drawdown: 0 })
    expect(reasons(one)).toMatchObject({
      total_return: 'TOO_FEW',
      cagr: 'NO_ELAPSED_TIME',
      var_historical_95: 'TOO_FEW',
    })
  })

  it('below zero has lost more than all: −100 % a year, no nonsense', async () => {
    const gone = await equity([100, 50, -20, 30])
    expect(values(gone)).toMatchObject({ total_return: -0.7, max_drawdown: 1.2 })
    expect(gone.figures.get('sharpe')?.quality?.reason).toBe('EQUITY_NOT_POSITIVE')
    const below = values(await equity([100, -20]))
    expect(below['total_return']).toBeCloseTo(-1.2, 12)
    expect(below['cagr']).toBe(-1)
    expect(gone.warnings).toContain('row 3, column value: equity is not above zero; what follows it has no return')
  })

  it('that starts at nothing has no return to speak of', async () => {
    expect(reasons(await equity([0, 10, 20]))).toMatchObject({
      total_return: 'EQUITY_NOT_POSITIVE',
      cagr: 'EQUITY_NOT_POSITIVE',
      max_drawdown: 'EQUITY_NOT_POSITIVE',
    })
  })
})

describe('edge inputs of the definitions', () => {
  it('ten returns of exactly 1 % have no Sharpe, and no Sortino', async () => {
    const ten = await returns(Array.from({ length: 10 }, () => '0.01'))
    expect(reasons(ten)).toEqual({ sharpe: 'ZERO_VARIANCE', sortino: 'NO_LOSSES', calmar: 'NO_DRAWDOWN' })
    expect(values(ten)).toMatchObject({ downside_deviation: 0, max_drawdown: 0, win_rate_periods: 1 })
    expect(values(ten)['total_return']).toBeCloseTo(1.01 ** 10 - 1, 14)
  })

  it('−40 %, −10 %, +20 % have a drawdown of 46 %', async () => {
    const figures = values(await returns([-0.4, -0.1, 0.2]))
    expect(figures['max_drawdown']).toBeCloseTo(0.46, 15)
    expect(figures['current_drawdown']).toBeCloseTo(1 - 0.648, 15)
  })

  it('a price series at 60,000 has the drawdown of its prices', async () => {
    const figures = values(await analysis(series([60_000, 66_000, 58_542, 60_000])))
    expect(figures['max_drawdown']).toBeCloseTo(0.113, 12)
  })

  it('a price series given as returns is computed, and warned about', async () => {
    const prices = await returns([60_000, 66_000, 58_542])
    expect(prices.warnings).toEqual([
      'every value is above 1, a gain of more than 100 %: these look like prices or equity (--kind equity)',
      'row 1, column value: a return above 100 % (returns are fractions: 0.01 is 1 %) (and 2 more rows)',
    ])
    expect(values(prices)['cagr']).toBeNull()
    expect(reasons(prices)).toMatchObject({ cagr: 'NOT_REPRESENTABLE' })
  })

  it('returns above zero with one above 100 % are still returns', async () => {
    const figures = await returns([0.1, 1.5, 0.2])
    expect(values(figures)['total_return']).toBeCloseTo(1.1 * 2.5 * 1.2 - 1, 12)
    expect(figures.warnings).toEqual(['row 2, column value: a return above 100 % (returns are fractions: 0.01 is 1 %)'])
  })

  it('returns that look like equity, given as equity, are warned about', async () => {
    expect((await equity([0.01, -0.02, 0.03])).warnings[0]).toContain('these look like returns')
  })

  it('a return of −100 % leaves nothing, whatever follows', async () => {
    const gone = await returns([0.1, -1, 5])
    expect(values(gone)).toMatchObject({ total_return: -1, cagr: -1, max_drawdown: 1, current_drawdown: 1 })
    expect(gone.warnings[0]).toContain('row 2, column value: a return of −100 %')
    expect(values(await returns([-1.5, 5]))).toMatchObject({ total_return: -1.5, max_drawdown: 1.5 })
  })

  it('a month of gains annualises to something that is marked as a guess', async () => {
    const month = await returns(Array.from({ length: 34 }, (_, index) => (index % 2 === 0 ? 0.3 : -0.001)))
    expect(month.figures.get('cagr')?.quality).toEqual({ n: 34, state: 'low_sample', reason: 'LESS_THAN_ONE_YEAR' })
    expect(month.figures.get('calmar')?.quality?.reason).toBe('LESS_THAN_ONE_YEAR')
    expect(month.figures.get('sharpe')?.quality).toBeNull()
  })

  it('rows that come far more often than the periods a year are noted', async () => {
    const hours = Array.from({ length: 24 }, (_, hour) => `2024-01-01T${String(hour).padStart(2, '0')}:00Z,0.01`)
    const text = ['time,value', ...hours].join('\n')
    const note = 'annualised by 365 periods a year, but 8760 rows a year by their times (--periods-per-year)'
    expect((await analysis(text, { kind: 'returns' })).notes).toEqual([note])
    expect((await analysis(text, { kind: 'returns', settings: { periodsPerYear: 8760 } })).notes).toEqual([])
  })

  it('samples below what a figure needs are marked', async () => {
    const state = (count: number) =>
      returns(Array.from({ length: count }, (_, index) => (index % 3) * 0.01 - 0.01)).then(({ figures }) =>
        ['sharpe', 'var_historical_95', 'var_historical_99'].map(
          (name) => figures.get(name)?.quality?.state ?? 'sound',
        ),
      )
    expect(await state(19)).toEqual(['low_sample', 'low_sample', 'low_sample'])
    expect(await state(20)).toEqual(['low_sample', 'sound', 'low_sample'])
    expect(await state(30)).toEqual(['sound', 'sound', 'low_sample'])
    expect(await state(100)).toEqual(['sound', 'sound', 'sound'])
  })
})

describe('no rows', () => {
  it.each(['returns', 'equity'] as const)('of %s: nothing is known, and nothing fell', async (kind) => {
    const none = await analysis('time,value\n', { kind })
    const { max_drawdown, current_drawdown, ...others } = values(none)
    expect([max_drawdown, current_drawdown]).toEqual([0, 0])
    expect(new Set(Object.values(others))).toEqual(new Set([null]))
    expect(Object.keys(reasons(none))).toEqual(Object.keys(others))
    expect(none.warnings).toEqual([])
  })

  it('without a kind counts as returns', async () => {
    for (const text of ['time,value\n', '', '[]', '\n\n']) expect((await analysis(text)).record.kind).toBe('returns')
  })
})

describe('beside a benchmark', () => {
  const own = [0.02, -0.01, 0.03, 0, 0.01]

  it('twice the benchmark and 0.1 % a day: beta two, that alpha', async () => {
    const benchmark = series(own.map((value) => (value - 0.001) / 2))
    const figures = values(await returns(own, { benchmark }))
    expect(figures['beta']).toBeCloseTo(2, 10)
    expect(figures['alpha_daily']).toBeCloseTo(0.001, 12)
    expect(figures['alpha_annual']).toBeCloseTo(0.365, 10)
    expect(figures['correlation']).toBeCloseTo(1, 12)
    // Active returns are half of own and 0.05 %: mean 0.55 %, deviation half of that of own (√0.0010/4 …).
    const deviation = Math.sqrt((0.01 ** 2 + 0.02 ** 2 + 0.02 ** 2 + 0.01 ** 2 + 0) / 4) / 2
    expect(figures['tracking_error']).toBeCloseTo(deviation * Math.sqrt(365), 10)
    expect(figures['information_ratio']).toBeCloseTo((0.0055 / deviation) * Math.sqrt(365), 8)
  })

  it('the record itself has no tracking error and no information ratio', async () => {
    const same = await returns(own, { benchmark: series(own) })
    expect(values(same)).toMatchObject({ tracking_error: 0, information_ratio: null, alpha_daily: 0 })
    expect(reasons(same)).toMatchObject({ information_ratio: 'ZERO_VARIANCE' })
  })

  it('a flat one has no beta', async () => {
    const flat = await returns(own, { benchmark: series([0.01, 0.01, 0.01, 0.01, 0.01]) })
    expect(reasons(flat)).toMatchObject({
      beta: 'ZERO_VARIANCE',
      alpha_daily: 'ZERO_VARIANCE',
      correlation: 'ZERO_VARIANCE',
    })
  })

  it('is joined on time: what only one has does not count', async () => {
    const benchmark = 'time,value\n2023-12-31,9\n2024-01-05,0.01\n2024-01-01T00:00:00Z,0.02\n2024-01-03,0.03\n'
    const joined = await returns(own, { benchmark })
    expect(joined.benchmark?.periods).toBe(3)
    const direct = await returns([0.02, 0.03, 0.01], { benchmark: series([0.02, 0.03, 0.01]) })
    expect(values(joined)['beta']).toBeCloseTo(values(direct)['beta'] ?? 0, 12)
  })

  it('without a common time has no figures, and a warning', async () => {
    const apart = await returns(own, { benchmark: 'time,value\n2020-01-01,0.01\n2020-01-02,0.02\n' })
    expect(reasons(apart)).toMatchObject({ beta: 'NO_COMMON_TIMES', tracking_error: 'NO_COMMON_TIMES' })
    expect(apart.warnings).toContain('the two files have no period in common')
  })

  it('is drawn from where the record starts, within its time', async () => {
    const benchmark = 'time,value\n2023-12-31,5\n2024-01-02,10\n2024-01-05,12\n2024-01-06,20\n'
    const levels = await equity([100, 110, 121, 120, 130], { benchmark })
    expect(levels.benchmark?.curve.values).toEqual([100, 120])
    const linked = await returns([0.1, 0.1], { benchmark: 'time,value\n2023-12-31,1\n2024-01-01,0.5\n2024-01-02,-0.2' })
    expect(linked.benchmark?.curve.values[0]).toBeCloseTo(1.5, 12)
    expect(linked.benchmark?.curve.values[1]).toBeCloseTo(1.2, 12)
  })

  it('two equity curves are joined before they become returns', async () => {
    // The benchmark lacks the second day: both then return from the first to the third.
    const benchmark = 'time,value\n2024-01-01,10\n2024-01-03,11\n2024-01-04,12.1\n2024-01-05,11\n'
    const joined = await equity([100, 50, 110, 121, 110], { benchmark })
    expect(joined.benchmark?.periods).toBe(3)
    expect(values(joined)['tracking_error']).toBeCloseTo(0, 12)
    expect(values(joined)['beta']).toBeCloseTo(1, 12)
  })
})

describe('the JSON document', () => {
  it('has each figure, and a reason for each that is null', async () => {
    const json = analysisJson(await returns([0.01, 0.01], { benchmark: series([0.01, 0.02]) }))
    const nulls = Object.entries(json).flatMap(([name, value]) => (value === null ? [name] : []))
    expect(Object.keys(json['reasons'] as object)).toEqual(nulls)
    expect(json).toMatchObject({ kind: 'returns', rows: 2, from: '2024-01-01T00:00:00.000Z', sharpe: null })
    expect(JSON.stringify(json)).not.toMatch(/NaN|Infinity|-0[,}]/)
  })
})
