import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FORMULAS } from '../src/figures/formula-texts.ts'
import { ACCOUNT } from '../src/figures/formulas/account.ts'
import { DISTRIBUTION } from '../src/figures/formulas/distribution.ts'
import { EXECUTION } from '../src/figures/formulas/execution.ts'
import { POSITIONS } from '../src/figures/formulas/positions.ts'
import { RETURNS } from '../src/figures/formulas/returns.ts'
import { RISK } from '../src/figures/formulas/risk.ts'
import { TRADES } from '../src/figures/formulas/trades.ts'

const API_TYPES = readFileSync(new URL('../../client/src/api-types.ts', import.meta.url), 'utf8')

/** What is a number, or a time or null, in one type of the API: its figures. */
const figuresOf = (type: string): string[] => {
  const body = new RegExp(`^export type ${type} = \\{\\n(.*?)^\\}`, 'ms').exec(API_TYPES)?.[1] ?? ''
  const fields = body.matchAll(
    /^ {2}readonly (\w+): (?:Figure|number|Time \| null|Histogram|readonly PercentBin\[\])$/gm,
  )
  return [...fields].map(([, name]) => name ?? '').filter((name) => name !== 'timestamp' && name !== 'n')
}

const THEMES = [ACCOUNT, DISTRIBUTION, EXECUTION, POSITIONS, RETURNS, RISK, TRADES]

describe('texts of figures', () => {
  it.each(['KpiSnapshot', 'CurrentKpi', 'TradeFigures', 'TradeStatistics', 'ReturnDistribution', 'Execution'])(
    'name every figure of %s, and say how it is computed',
    (type) => {
      const figures = figuresOf(type)
      expect(figures.length).toBeGreaterThan(2)
      expect(figures.filter((name) => !(name in FORMULAS))).toEqual([])
    },
  )

  it.each(Object.entries(FORMULAS))('say %s in both languages', (_, { name, text }) => {
    for (const words of [name.en, name.tr, text.en, text.tr]) expect(words.trim()).not.toBe('')
    expect(text.tr).not.toBe(text.en)
  })

  it('stand in one theme each', () => {
    const names = THEMES.flatMap((theme) => Object.keys(theme))
    expect(names.length).toBeGreaterThan(60)
    expect(names.toSorted()).toEqual(Object.keys(FORMULAS).toSorted())
  })
})
