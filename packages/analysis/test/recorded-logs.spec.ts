import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatDecimal } from '@papertape/money'
import { describe, expect, it } from 'vitest'
import { analyze } from '../src/index.ts'
import { record, SETTINGS, values } from './given.ts'

// Real logs under licences that keep them out of this repository: read where they lie beside it, else left out. Synthetic
// ones of the same shapes are in the other specs.
const trades = join(import.meta.dirname, '../../../../shared/data/trades')
const text = (name: string): string => readFileSync(join(trades, name), 'utf8')

const tradesOf = async (name: string) => {
  const found = await record(text(name))
  if (!('log' in found)) throw new Error('trades expected')
  return found
}

describe.skipIf(!existsSync(trades))('recorded trade logs', () => {
  it.each([
    ['freqtrade-backtest-HourBased-20240401_20240503.json', 167, 0, 76, 35, 56],
    ['freqtrade-backtest-BinHCluc-20240301_20240513.json', 106, 0, 80, 2, 24],
    ['freqtrade-dryrun-bybit-20240503_20240506-trades.csv', 25, 1, 19, 6, 0],
  ])(
    '%s: amount, prices and fees give each stored profit to 8 decimals',
    async (name, count, open, wins, losses, even) => {
      const found = await tradesOf(name)
      expect([found.log.nets.length, found.openTrades]).toEqual([count, open])
      // A stored profit that differs by more than half of the 8th decimal would be told.
      expect(found.warnings.filter((warning) => warning.includes('the stated profit'))).toEqual([])
      const figures = values(analyze(found, null, SETTINGS))
      expect(figures).toMatchObject({ winning_trades: wins, losing_trades: losses, breakeven_trades: even })
    },
  )

  it('a profit that is off by one in the 8th decimal would be told', async () => {
    const name = 'freqtrade-backtest-HourBased-20240401_20240503.json'
    const off = text(name).replace('"profit_abs":"-10.0826894"', '"profit_abs":"-10.08268941"')
    expect((await record(off)).warnings.join()).toContain('row 1, column profit_abs: not what quantity')
  })

  it.each(['hummingbot-pure_mm_7-kucoin-202207_202208-fills.csv', 'hummingbot-hedge_3-bybit_perp-20220509-fills.csv'])(
    '%s: cash + inventory = realised + unrealised, exactly',
    async (name) => {
      const { log, holdings } = await tradesOf(name)
      const realised = log.nets.reduce((sum, net) => sum + net, 0n)
      expect(holdings).not.toBeNull()
      expect(formatDecimal((holdings?.cash ?? 0n) + (holdings?.inventory ?? 0n))).toBe(
        formatDecimal(realised + (holdings?.unrealized ?? 0n)),
      )
      expect(log.nets.length).toBeGreaterThan(0)
    },
  )
})
