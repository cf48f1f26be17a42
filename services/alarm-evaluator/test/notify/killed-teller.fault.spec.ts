import { setTimeout as delay } from 'node:timers/promises'
import { aTrade, marksAt, minute } from '@papertape/metrics/testing'
import { type HttpReceiver, startHttpReceiver } from '@papertape/notify/testing'
import { disturbing } from '@papertape/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EvaluatorProcess, startEvaluator } from '../evaluator-process.ts'
import { allBut } from '../given.ts'
import { openScene, type Scene } from '../scene.ts'
import { addChannel, outboxOf } from './given.ts'

/** Replays the case of a printed seed. */
const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000)
const KILLS_MIN = 3

let scene: Scene
let receiver: HttpReceiver
let evaluator: EvaluatorProcess
beforeAll(async () => {
  scene = await openScene()
  receiver = await startHttpReceiver()
  await addChannel(scene.store, 'ops', receiver.url)
  evaluator = start()
})
afterAll(async () => {
  await kill()
  await receiver[Symbol.asyncDispose]()
  await scene[Symbol.asyncDispose]()
})

const start = () => startEvaluator(scene, { PAPERTAPE_NOTIFY_ALLOW_PRIVATE: 'true' })
const kill = () => evaluator.kill()

/** A bot with all of its account in one trade; `fall` and `recover` move its drawdown over the threshold and back. */
const openBot = async (bot_id: string) => {
  const risk = { thresholds: allBut('MAX_DRAWDOWN_EXCEEDED') }
  await scene.register({ bot_id, initial_capital: '1000', position_size: '1000', risk })
  await scene.append(aTrade({ bot_id, symbol: bot_id, position_size: '1000' }).entry)
  const partition = scene.partitionOf(bot_id)
  return (at: number, price: string) => scene.append(marksAt(minute(at), { [bot_id]: price }, { partition }))
}

const toldOf = (botId: string) => receiver.received.filter(({ body }) => JSON.parse(body).data.bot_id === botId)
const alarmsOf = async (botId: string) => (await scene.facts(botId)).filter(({ type }) => type.startsWith('alarm.'))
const rowsOf = async (botId: string) =>
  (await outboxOf(scene.store)).filter(({ notice }) => (notice as { bot_id: string }).bot_id === botId)

/** Keeps every statement on the outbox that matches waiting, until the returned function lets it go. */
const holding = async (when: string, condition: string) => {
  const held = await scene.store.db.connection().execute(async (connection) => {
    await sql`create or replace function ops.hold() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock(4711); return new; end'`.execute(connection)
    await sql`create trigger hold before ${sql.raw(when)} on ops.notification_outbox for each row
      when (${sql.raw(condition)}) execute function ops.hold()`.execute(connection)
    return true
  })
  expect(held).toBe(true)
  const release = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const lock = scene.store.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(4711)`.execute(tx)
    locked.resolve()
    await release.promise
  })
  await locked.promise
  return {
    /** Fulfilled when a statement waits. */
    async reached() {
      await expect
        .poll(
          async () =>
            (
              await sql`select 1 from pg_locks where locktype = 'advisory' and objid = 4711 and not granted`.execute(
                scene.store.db,
              )
            ).rows.length,
          { timeout: 30_000, interval: 20 },
        )
        .toBeGreaterThan(0)
    },
    async letGo() {
      release.resolve()
      await lock
      await sql`drop trigger hold on ops.notification_outbox`.execute(scene.store.db)
    },
  }
}

/** As if the time of the dead sender's claim had passed. */
const endLeases = () =>
  sql`update ops.notification_outbox set lease_until = now() where state = 'sending'`.execute(scene.store.db)

const held = (when: string, condition: string) => async (move: () => Promise<unknown>) => {
  const hold = await holding(when, condition)
  try {
    await move()
    await hold.reached()
    await kill()
  } finally {
    await hold.letGo()
  }
}

type Kill = (move: () => Promise<unknown>, botId: string) => Promise<void>

/** Each point between hearing and telling, and how often the receiver may hear of the transition in the end. */
const points: Record<string, { dies: Kill; heard: readonly number[] }> = {
  'once the alarm stands in the ledger': {
    dies: async (move, botId) => {
      await move()
      await expect.poll(async () => (await alarmsOf(botId)).length, { timeout: 30_000, interval: 5 }).toBe(1)
      await kill()
    },
    heard: [1],
  },
  'while the row is written with the checkpoint': { dies: held('insert', 'true'), heard: [1] },
  'while the row is claimed': { dies: held('update', `new.state = 'sending'`), heard: [1] },
  'when it has connected': {
    dies: async (move) => {
      const connected = Promise.withResolvers<void>()
      receiver.onConnection(() => {
        receiver.onConnection(() => {})
        evaluator.child.kill('SIGKILL')
        connected.resolve()
      })
      await move()
      await connected.promise
      await kill()
    },
    heard: [1, 2],
  },
  'when the receiver has heard it and not answered': {
    dies: async (move, botId) => {
      receiver.respond(async (_request, response) => {
        await kill()
        receiver.respond((_next, answer) => void answer.end())
        response.destroy()
      })
      await move()
      await expect.poll(() => toldOf(botId).length, { timeout: 30_000 }).toBe(1)
      await expect.poll(() => evaluator.child.signalCode).toBe('SIGKILL')
    },
    heard: [2],
  },
  'while what the receiver took is written down': { dies: held('update', `new.state = 'delivered'`), heard: [2] },
  'when it is written down': {
    dies: async (move, botId) => {
      await move()
      const states = async () => (await rowsOf(botId)).map(({ state }) => state)
      await expect.poll(states, { timeout: 30_000, interval: 5 }).toEqual(['delivered'])
      await kill()
    },
    heard: [1],
  },
}

describe('an evaluator that is killed', () => {
  for (const [index, [point, { dies, heard }]] of Object.entries(points).entries()) {
    it(`${point}: each transition is told, and a repetition bears the same id`, async () => {
      const botId = `bot-${index}`
      const mark = await openBot(botId)
      await dies(() => mark(1, '79'), botId)
      await endLeases()
      evaluator = start()
      await expect
        .poll(async () => (await rowsOf(botId)).map(({ state }) => state), { timeout: 60_000 })
        .toEqual(['delivered'])
      // The end of the alarm comes behind it, once, so nothing else was on its way.
      await mark(2, '99')
      await mark(4, '99')
      await expect
        .poll(async () => (await rowsOf(botId)).map(({ state }) => state), { timeout: 60_000 })
        .toEqual(['delivered', 'delivered'])
      const told = toldOf(botId)
      const ids = new Set(told.map(({ headers }) => headers['webhook-id']))
      const types = told.map(({ body }) => JSON.parse(body).type as string)
      expect(ids.size).toBe(2)
      expect(heard).toContain(types.filter((type) => type === 'alarm.raised').length)
      expect(types.filter((type) => type === 'alarm.cleared')).toHaveLength(1)
      expect(types.at(-1)).toBe('alarm.cleared')
      expect((await alarmsOf(botId)).map(({ type }) => type)).toEqual(['alarm.raised', 'alarm.cleared'])
    })
  }
})

/** A small generator of chances, so that a printed seed replays the case. */
const chances = (from: number) => {
  let state = from >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** As if what failed had waited long enough: after a third failure that would be five minutes. */
const endWaits = () =>
  sql`update ops.notification_outbox set next_attempt_at = now() where state = 'pending'`.execute(scene.store.db)

it(`tells every transition, killed at random moments, through a receiver that fails at times (seed ${seed})`, async ({
  signal,
}) => {
  const random = chances(seed)
  const bots = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => ({
      bot_id: `random-${index}`,
      mark: await openBot(`random-${index}`),
    })),
  )
  let kills = 0
  const taken: string[] = []
  receiver.respond(async ({ headers }, response) => {
    await delay(random() * 40)
    const status = random() < 0.15 ? 503 : 200
    if (status === 200) taken.push(String(headers['webhook-id']))
    response.writeHead(status, { 'retry-after': '0' }).end()
  })
  const feed = async (going: () => boolean) => {
    // However the chances fall, until it has died often enough to mean something.
    for (let at = 10; (at < 130 || kills < KILLS_MIN) && going(); at += 3) {
      for (const { mark } of bots) await mark(at, String(Math.round(70 + random() * 30)))
      await delay(random() * 300)
    }
  }
  const disturb = async () => {
    await delay(1500 + random() * 2500)
    await kill()
    kills += 1
    await endLeases()
    evaluator = start()
  }
  await disturbing(signal, disturb, feed)
  const alarms = async () => (await Promise.all(bots.map(({ bot_id }) => alarmsOf(bot_id)))).flat()
  const undelivered = async () => (await outboxOf(scene.store)).filter(({ state }) => state !== 'delivered').length
  let facts = await alarms()
  await expect
    .poll(
      async () => {
        await endWaits()
        facts = await alarms()
        const rows = (await outboxOf(scene.store)).map(({ event_id }) => event_id)
        return [await undelivered(), facts.filter(({ id }) => !rows.includes(id)).length]
      },
      { timeout: 90_000, interval: 500 },
    )
    .toEqual([0, 0])
  expect(facts.length).toBeGreaterThan(20)
  expect(kills).toBeGreaterThanOrEqual(KILLS_MIN)
  // Each death costs at most the one that was being told.
  expect(taken.length - new Set(taken).size).toBeLessThanOrEqual(kills)
  for (const { bot_id } of bots) {
    const told = toldOf(bot_id)
    const events = told.map(({ body }) => JSON.parse(body).data.event_id as string)
    const inOrder = (await alarmsOf(bot_id)).map(({ id }) => id)
    // In the order of the ledger, each for the first time; and each of its repetitions under its own id.
    expect([...new Set(events)]).toEqual(inOrder)
    const pairs = new Set(told.map(({ headers }, index) => `${events[index]} ${String(headers['webhook-id'])}`))
    expect(pairs.size).toBe(inOrder.length)
  }
  expect(await evaluator.stop()).toEqual({ code: 0, signal: null })
})
