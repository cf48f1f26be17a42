import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FORMULAS } from '../src/figures/formula-texts.ts'

const API_TYPES = readFileSync(new URL('../../client/src/api-types.ts', import.meta.url), 'utf8')

/** What is a number, or a time or null, in one type of the API: its figures. */
const figuresOf = (type: string): string[] => {
  const body = new RegExp(`^export type ${type} = \\{\\n(.*?)^\\}`, 'ms').exec(API_TYPES)?.[1] ?? ''
  const fields = body.matchAll(
    /^ {2}readonly (\w+): (?:Figure|number|Time \| null|Histogram|readonly PercentBin\[\])$/gm,
  )
  return [...fields].map(([, name]) => name ?? '').filter((name) => name !== 'timestamp' && name !== 'n')
}

const FOLDER = new URL('../src/figures/formulas/', import.meta.url)
const THEMES = await Promise.all(
  readdirSync(FOLDER).map((file): Promise<Record<string, object>> => import(new URL(file, FOLDER).href)),
)

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

  it('are there for every figure that a page asks about', () => {
    const folder = new URL('../src/', import.meta.url)
    const asked = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/info=\{\[([^\]]*)\]\}/g)])
      .flatMap(([, names = '']) => [...names.matchAll(/'(\w+)'/g)].map(([, name = '']) => name))
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.filter((name) => !(name in FORMULAS))).toEqual([])
  })

  it('stand in one theme each', () => {
    const names = THEMES.flatMap((theme) => Object.values(theme).flatMap((texts) => Object.keys(texts)))
    expect(names.length).toBeGreaterThan(60)
    expect(names.toSorted()).toEqual(Object.keys(FORMULAS).toSorted())
  })
})
