import { setTimeout as delay } from 'node:timers/promises'
import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { aTrade, clockAt, marksAt, minute } from '@papertape/metrics/testing'
import { disturbing } from '@papertape/testkit'
import { expect, it, vi } from 'vitest'
import { startEvaluator } from './evaluator-process.ts'
import { openLedger } from './given.ts'
import { openScene, type Scene } from './scene.ts'

const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000)
const BOTS = 12
const MINUTES = 60

/** A small generator of chances, so that a printed seed replays the case. */
const chances = (start: number) => {
  let state = start >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** All bots, and minute by minute the price of each: a walk that crosses the thresholds up and down. */
const inputsOf = (scene: Scene, random: () => number): LedgerEvent[] => {
  const bots = Array.from({ length: BOTS }, (_, index) => ({ bot_id: `bot-${index}`, price: 100 }))
  return [
    ...bots.flatMap(({ bot_id }) => [
      botRegisteredOf(aRegistration({ bot_id, initial_capital: '1000' })),
      aTrade({ bot_id, symbol: bot_id, position_size: '1000' }).entry,
    ]),
    ...Array.from({ length: MINUTES }, (_, index) => index + 1).flatMap((at) => [
      clockAt(minute(at)),
      ...bots.map((bot) => {
        bot.price = Math.min(110, Math.max(60, bot.price + Math.round(random() * 20 - 10)))
        return marksAt(minute(at), { [bot.bot_id]: String(bot.price) }, { partition: scene.partitionOf(bot.bot_id) })
      }),
    ]),
  ]
}

/** Of one bot: what was said, by id, in order. A stop may stand before or behind the alarm that came next. */
const saidOf = (facts: readonly LedgerEvent[], botId: string) => {
  const own = facts.filter(({ bot_id }) => bot_id === botId)
  const ids = (wanted: (type: string) => boolean) => own.filter(({ type }) => wanted(type)).map(({ id }) => id)
  return { alarms: ids((type) => type.startsWith('alarm.')), stops: ids((type) => type === 'bot.stopped') }
}

it(`says what an undisturbed one says, killed at random moments, PostgreSQL and nats-server too (seed ${seed})`, async ({
  signal,
}) => {
  const random = chances(seed)
  await using scene = await openScene()
  const inputs = inputsOf(scene, random)
  const undisturbed = openLedger(0, scene.partitionOf)
    .given(...inputs)
    .facts()

  let evaluator = startEvaluator(scene)
  const kill = async () => {
    await evaluator.kill()
    evaluator = startEvaluator(scene)
  }
  const feed = async (going: () => boolean) => {
    for (const fact of inputs) {
      if (!going()) return
      await scene.append(fact)
      await delay(random() * 25)
    }
  }
  const disturb = async () => {
    await delay(500 + random() * 3500)
    const chance = random()
    if (chance < 0.7) await kill()
    else if (chance < 0.85) {
      await scene.servers.postgres.kill()
      await scene.servers.postgres.restart()
    } else {
      await scene.servers.nats.kill()
      await scene.servers.nats.restart()
    }
  }
  try {
    await disturbing(signal, disturb, feed)
    const bots = Array.from({ length: BOTS }, (_, index) => `bot-${index}`)
    await vi.waitFor(
      async () => {
        const facts = await scene.facts()
        for (const botId of bots) expect(saidOf(facts, botId)).toEqual(saidOf(undisturbed, botId))
      },
      { timeout: 60_000, interval: 500 },
    )
    expect(undisturbed.filter(({ type }) => type === 'bot.stopped').length).toBeGreaterThan(3)
    expect(await evaluator.stop()).toEqual({ code: 0, signal: null })
  } finally {
    await evaluator.kill()
  }
})
