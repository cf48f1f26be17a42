import { aTrade, clockAt, marksAt, minute } from '@papertape/metrics/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { watchLedger } from '../src/watch-ledger.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene[Symbol.asyncDispose]())

const typesOf = async (botId: string) => (await scene.facts(botId)).map(({ type }) => type)

const watching = () => {
  const end = new AbortController()
  const { tape, store, log, metrics } = scene
  const done = watchLedger({ tape, store, log, metrics, held: end.signal })
  return {
    done,
    async [Symbol.asyncDispose]() {
      end.abort()
      await done
    },
  }
}

describe('a bot that falls by more than a fifth', () => {
  it('raises, stops it once, clears, and a restart repeats nothing', async () => {
    const bot_id = 'faller'
    const partition = scene.partitionOf(bot_id)
    await scene.register({ bot_id, initial_capital: '1000', position_size: '1000' })
    const trade = aTrade({ bot_id, position_size: '1000' })
    {
      await using _ = watching()
      await scene.append(trade.entry)
      await scene.append(marksAt(minute(1), { BTCUSDT: '84' }, { partition }))
      await vi.waitFor(async () => expect(await typesOf(bot_id)).toContain('alarm.raised'), 10_000)
      await scene.append(marksAt(minute(2), { BTCUSDT: '75' }, { partition }))
      await vi.waitFor(async () => expect(await typesOf(bot_id)).toContain('bot.stopped'), 10_000)
    }
    const before = await typesOf(bot_id)
    expect(before).toEqual(['bot.registered', 'fill.recorded', 'alarm.raised', 'alarm.escalated', 'bot.stopped'])
    {
      await using _ = watching()
      await scene.append(marksAt(minute(3), { BTCUSDT: '99' }, { partition }))
      await scene.append(clockAt(minute(4)))
      await vi.waitFor(async () => expect(await typesOf(bot_id)).toContain('alarm.cleared'), 10_000)
    }
    expect(await typesOf(bot_id)).toEqual([...before, 'alarm.cleared'])
  })
})
