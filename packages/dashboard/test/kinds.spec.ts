import { describe, expect, it } from 'vitest'
import { type FigureName, FORMULAS } from '../src/figures/formula-texts.ts'
import { kindOf } from '../src/figures/kinds.ts'

describe('the kind of a figure', () => {
  it('is that of its name: nothing in per cent is a number of things', () => {
    const names = Object.keys(FORMULAS) as FigureName[]
    expect(names.filter((name) => name.endsWith('_pct') && !/pct/i.test(kindOf(name)))).toEqual([])
    expect(names.filter((name) => name.endsWith('_ratio') && kindOf(name) !== 'ratio')).toEqual([])
    expect(names.filter((name) => name.endsWith('_at') && kindOf(name) !== 'moment')).toEqual([])
    expect(names.filter((name) => name.endsWith('_trades') && kindOf(name) !== 'count')).toEqual([])
  })
})
