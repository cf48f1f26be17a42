import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { createReturnSample, initialPortfolio } from '@papertape/metrics'
import { aTrade, marksAt, minute } from '@papertape/metrics/testing'
import { describe, expect, it } from 'vitest'
import { createFoldAsOf } from '../src/reads/as-of/fold-as-of.ts'

type Facts = readonly (readonly [seq: number, event: LedgerEvent])[]

const stands = (bot_id: string | null, facts: Facts) => {
  const portfolio = initialPortfolio('live')
  const start = { bot_id, portfolio, bots: new Map(), sample: createReturnSample(), partitions: 1 }
  const fold = createFoldAsOf(start, { kind: 'seq', seq: 99 })
  for (const [seq, event] of facts) fold.apply({ seq, event })
  return fold.standing()
}

describe('a fold into the past of a ledger that contradicts itself', () => {
  const trade = aTrade()
  const other = aTrade({ signal_id: 's2', at: minute(4) })
  const sound: Facts = [
    [1, botRegisteredOf(aRegistration())],
    [2, trade.entry],
    [3, trade.exit('110', minute(1))],
    [6, other.entry],
    [7, marksAt(minute(5), { BTCUSDT: '103' })],
  ]
  const impossible: Facts = [
    [4, trade.exit('90', minute(2))],
    [5, aTrade({ signal_id: 's3' }).exit('120', minute(3))],
  ]
  const contradicted = sound.toSpliced(3, 0, ...impossible)

  it.each(['bot', null])('passes over a second exit, and one of no trade, as the projection does (%s)', (bot_id) => {
    expect(stands(bot_id, contradicted)).toEqual(stands(bot_id, sound))
  })
})
