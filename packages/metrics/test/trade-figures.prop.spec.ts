import { ONE } from '@papertape/money'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestRuns, type TradeSums, tradeFiguresOf } from '../src/index.ts'
import { aTrade, minute } from '../src/testing.ts'
import { given } from './given.ts'

/** Net profits in cents, break-even ones among them. */
const profits = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -5000, max: 5000 })), { maxLength: 60 })

const outcomesOf = (cents: readonly number[]): string =>
  cents.map((cent) => (cent > 0 ? 'W' : cent < 0 ? 'L' : 'E')).join('')

const sumsOf = (cents: readonly number[]): TradeSums => {
  const nets = cents.map((cent) => (BigInt(cent) * ONE) / 100n)
  const won = nets.filter((net) => net > 0n)
  const lost = nets.filter((net) => net < 0n)
  const total = (list: readonly bigint[]) => list.reduce((sum, net) => sum + net, 0n)
  return {
    wins: won.length,
    losses: lost.length,
    breakevens: nets.length - won.length - lost.length,
    won: total(won),
    lost: total(lost),
    largest_win: won.reduce((most, net) => (net > most ? net : most), 0n),
    largest_loss: lost.reduce((least, net) => (net < least ? net : least), 0n),
    squares: nets.reduce((sum, net) => sum + net * net, 0n),
    duration_ms: 1000 * nets.length,
    ...longestRuns(outcomesOf(cents)),
  }
}

/** The textbook, in floating point. */
const textbook = (cents: readonly number[]) => {
  const nets = cents.map((cent) => cent / 100)
  const n = nets.length
  const mean = nets.reduce((sum, net) => sum + net, 0) / n
  const deviation = Math.sqrt(nets.reduce((sum, net) => sum + (net - mean) ** 2, 0) / (n - 1))
  const wins = nets.filter((net) => net > 0)
  const losses = nets.filter((net) => net < 0)
  const averageOf = (list: readonly number[]) => list.reduce((sum, net) => sum + net, 0) / list.length
  const payoff = averageOf(wins) / -averageOf(losses)
  const p = wins.length / (wins.length + losses.length)
  return { sqn: (Math.sqrt(n) * mean) / deviation, payoff, kelly: (p - (1 - p) / payoff) * 100 }
}

/** Runs by looking at every stretch. */
const slowRun = (cents: readonly number[], isOne: (cent: number) => boolean): number => {
  let longest = 0
  for (let from = 0; from < cents.length; from += 1) {
    for (let to = from + 1; to <= cents.length; to += 1) {
      if (cents.slice(from, to).every(isOne)) longest = Math.max(longest, to - from)
    }
  }
  return longest
}

describe('figures of any trades', () => {
  it('are those of the textbook', () => {
    fc.assert(
      fc.property(profits, (cents) => {
        const { sqn, payoff_ratio, kelly_pct, quality } = tradeFiguresOf(sumsOf(cents))
        const expected = textbook(cents)
        const wins = cents.filter((cent) => cent > 0).length
        const losses = cents.filter((cent) => cent < 0).length
        if (new Set(cents).size > 1) expect(sqn).toBeCloseTo(expected.sqn, 9)
        else expect([sqn, quality.sqn?.state]).toEqual([null, 'undefined'])
        if (wins > 0 && losses > 0) {
          expect(payoff_ratio).toBeCloseTo(expected.payoff, 9)
          expect(kelly_pct).toBeCloseTo(expected.kelly, 7)
        } else {
          expect([payoff_ratio, kelly_pct]).toEqual([null, null])
          const reason = cents.length === 0 ? 'NO_TRADES' : losses === 0 ? 'NO_LOSSES' : 'NO_WINS'
          expect([quality.payoff_ratio?.reason, quality.kelly_pct?.reason]).toEqual([reason, reason])
        }
      }),
    )
  })

  it('count the longest runs, which a break-even trade ends', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(-1, 0, 1), { maxLength: 25 }), (cents) => {
        expect(sumsOf(cents)).toMatchObject({
          max_consecutive_wins: slowRun(cents, (cent) => cent > 0),
          max_consecutive_losses: slowRun(cents, (cent) => cent < 0),
        })
      }),
    )
  })

  it('are those of a snapshot, bit for bit, wherever a snapshot has them', () => {
    const shared = [
      'win_rate_pct',
      'profit_factor',
      'expectancy',
      'expectancy_ratio',
      'average_win',
      'average_loss',
      'largest_win',
      'largest_loss',
      'average_duration_seconds',
    ] as const
    fc.assert(
      fc.property(profits, (cents) => {
        const facts = cents.flatMap((cent, i) => {
          const trade = aTrade({
            signal_id: `s${i}`,
            fee_rate: '0',
            position_size: '1000',
            entry_price: '1000',
            at: minute(i),
          })
          return [
            trade.entry,
            trade.exit(String((100_000 + cent) / 100), new Date(Date.parse(minute(i)) + 1000).toISOString()),
          ]
        })
        const { snapshot } = given({}, ...facts)
        const { quality, ...figures } = tradeFiguresOf(sumsOf(cents))
        for (const name of shared) {
          expect([name, figures[name], quality[name]]).toEqual([name, snapshot[name], snapshot.quality[name]])
        }
        expect(longestRuns(outcomesOf(cents)).max_consecutive_losses).toBe(snapshot.max_consecutive_losses)
      }),
      { numRuns: 50 },
    )
  })
})
