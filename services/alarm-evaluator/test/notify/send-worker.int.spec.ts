import { ATTEMPTS_MAX } from '@papertape/notify'
import { type HttpReceiver, type Received, startHttpReceiver } from '@papertape/notify/testing'
import { openStore, type Store } from '@papertape/store'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { claimNext } from '../../src/notify/claim.ts'
import { beginTelling } from '../../src/notify/outbox-position.ts'
import { recordAttempt } from '../../src/notify/record.ts'
import { createSendWorker } from '../../src/notify/send-worker.ts'
import { addChannel, EPOCH, heard, logOf, observed, outboxOf, SECRET, write } from './given.ts'

let servers: TestServers
let store: Store
let receiver: HttpReceiver
beforeAll(async () => {
  servers = await startTestServers()
  store = await openStore({ url: servers.databaseUrl, name: 'test', projection: 'leave' })
})
afterAll(async () => {
  await store?.[Symbol.asyncDispose]()
  await servers?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  receiver = await startHttpReceiver()
  await sql`truncate ops.notification_channels, ops.notification_outbox, ops.notification_deliveries,
    ops.notification_positions`.execute(store.db)
  await beginTelling(store, EPOCH, 0)
})
afterEach(() => receiver[Symbol.asyncDispose]())

/** A worker that works until it is disposed. */
const working = (given: { leaseMs?: number; graceMs?: number } = {}) => {
  const end = new AbortController()
  const { lines, log, metrics } = observed()
  const worker = createSendWorker({ store, log, metrics, allowPrivate: true, ...given })
  const done = worker.run(end.signal)
  return {
    lines,
    metrics,
    worker,
    async [Symbol.asyncDispose]() {
      end.abort()
      await done
    },
  }
}
const seqOf = ({ body }: Received): number => JSON.parse(body).data.ledger_seq
const seqs = () => receiver.received.map(seqOf)
const states = async () => (await outboxOf(store)).map(({ state }) => state)
const untilStates = (...expected: string[]) => expect.poll(states, { timeout: 15_000 }).toEqual(expected)
const raised = (...numbers: number[]) => numbers.map((seq) => heard(seq))

describe('the worker', () => {
  it('tells in order, writes each attempt down, and counts', async () => {
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1, 2, 3), 3)
    await using work = working()
    await untilStates('delivered', 'delivered', 'delivered')
    expect(seqs()).toEqual([1, 2, 3])
    const ids = (await outboxOf(store)).map(({ notification_id }) => notification_id)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(ids)
    expect(
      (await logOf(store)).map(({ notification_id, attempt, outcome, status_code, error }) => ({
        notification_id,
        attempt,
        outcome,
        status_code,
        error,
      })),
    ).toEqual(
      ids.map((notification_id) => ({
        notification_id,
        attempt: 1,
        outcome: 'delivered',
        status_code: 200,
        error: null,
      })),
    )
    await expect.poll(async () => (await work.metrics.pending.get()).values[0]?.value).toBe(0)
    expect((await work.metrics.attempts.get()).values).toMatchObject([
      { value: 3, labels: { kind: 'webhook', outcome: 'delivered' } },
    ])
  })
  it('hears of new rows while it works', async () => {
    await addChannel(store, 'c', receiver.url)
    await using work = working()
    await write(store, raised(1), 1)
    work.worker.nudge()
    await untilStates('delivered')
  })
  it('tries again under the same id, and keeps the order through a hiccup', async () => {
    let failures = 1
    receiver.respond((_request, response) => void response.writeHead(failures-- > 0 ? 500 : 204).end())
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1, 2), 2)
    await using _ = working()
    await untilStates('pending', 'pending')
    await sql`update ops.notification_outbox set next_attempt_at = now() where attempts = 1`.execute(store.db)
    await untilStates('delivered', 'delivered')
    expect(seqs()).toEqual([1, 1, 2])
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
    expect((await logOf(store)).map(({ outcome, status_code }) => [outcome, status_code])).toEqual([
      ['retry', 500],
      ['delivered', 204],
      ['delivered', 204],
    ])
  })
  it('lets no message that cannot be taken hold up the others, and tries it again once they get through', async () => {
    receiver.respond((request, response) => void response.writeHead(seqOf(request) === 1 ? 500 : 200).end())
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1, 2), 2)
    await sql`update ops.notification_outbox set attempts = 1 where created_seq = 1`.execute(store.db)
    await using _ = working()
    await expect.poll(states, { timeout: 10_000 }).toEqual(['pending', 'delivered'])
    await expect.poll(() => seqs().slice(0, 3), { timeout: 10_000 }).toEqual([1, 2, 1])
  })
  it('gives up after the last attempt, and at once where the receiver will never take it', async () => {
    receiver.respond((request, response) => void response.writeHead(seqOf(request) === 1 ? 500 : 404).end())
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1, 2), 2)
    await sql`update ops.notification_outbox set attempts = ${ATTEMPTS_MAX - 1} where created_seq = 1`.execute(store.db)
    await using _ = working()
    await untilStates('failed', 'failed')
    expect(seqs()).toEqual([1, 2])
  })
  it('waits as long as the receiver asks, with all of the channel', async () => {
    let asked = true
    receiver.respond((_request, response) => {
      if (asked) response.writeHead(429, { 'retry-after': '2' })
      asked = false
      response.end()
    })
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1, 2), 2)
    await using _ = working()
    await untilStates('delivered', 'delivered')
    expect(seqs()).toEqual([1, 1, 2])
    const [first, second] = receiver.received
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(2000)
  })
  it('stops sending where the receiver says that it is gone', async () => {
    receiver.respond((_request, response) => void response.writeHead(410).end())
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1, 2, 3), 3)
    await using _ = working()
    await untilStates('failed', 'dropped', 'dropped')
    const channel = await store.db.withSchema('ops').selectFrom('notification_channels').selectAll().executeTakeFirst()
    expect(channel).toMatchObject({ enabled: false, disabled_reason: 'the receiver answered 410' })
    expect(seqs()).toEqual([1])
  })
  it('sends no more than the channel’s rate, and loses nothing of the rest', async () => {
    await addChannel(store, 'c', receiver.url, { rate_per_minute: 2 })
    await write(store, raised(1, 2, 3), 3)
    await using _ = working()
    await untilStates('delivered', 'delivered', 'pending')
    expect(await claimNext(store, 'c', 30_000)).toBeNull()
    await sql`update ops.notification_deliveries set at = at - interval '1 minute'`.execute(store.db)
    await untilStates('delivered', 'delivered', 'delivered')
    expect(seqs()).toEqual([1, 2, 3])
  })
  it('lets no channel wait for another that does not answer', async () => {
    await using dead = await startHttpReceiver()
    dead.respond(() => {})
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'])
      await addChannel(store, `dead-${name}`, dead.url)
    await addChannel(store, 'well', receiver.url)
    await write(store, raised(1, 2, 3), 3)
    const began = Date.now()
    await using _ = working({ graceMs: 100 })
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(3)
    expect(Date.now() - began).toBeLessThan(5000)
    expect(dead.received.length).toBe(12)
  })
  it('sends again what a dead sender left, under the same id', async () => {
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1, 2), 2)
    const left = await claimNext(store, 'c', 500)
    await using _ = working()
    await untilStates('delivered', 'delivered')
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])[0]).toBe(left?.notification_id)
    expect(seqs()).toEqual([1, 2])
  })
  it('does not take a row from whoever has it by now when it writes down too late', async () => {
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1), 1)
    const claim = async (leaseMs: number) => {
      const claimed = await claimNext(store, 'c', leaseMs)
      if (claimed === null) throw new Error('nothing to claim')
      return claimed
    }
    const slow = await claim(0)
    const quick = await claim(30_000)
    const failed = { outcome: 'retry', status_code: 500, error: 'late', retry_after_ms: null, durationMs: 1 } as const
    await recordAttempt(store, slow, failed)
    expect(await outboxOf(store)).toMatchObject([{ state: 'sending', attempts: 2 }])
    await recordAttempt(store, quick, { ...failed, outcome: 'delivered', status_code: 200, error: null })
    expect(await outboxOf(store)).toMatchObject([{ state: 'delivered' }])
    expect((await logOf(store)).map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, 'retry'],
      [2, 'delivered'],
    ])
  })
  it('beside another one tells nothing twice', async () => {
    await addChannel(store, 'c', receiver.url)
    await addChannel(store, 'd', receiver.url)
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1)
    await write(store, raised(...numbers), 40)
    await using _one = working()
    await using _two = working()
    await expect.poll(async () => new Set(await states()), { timeout: 20_000 }).toEqual(new Set(['delivered']))
    expect(receiver.received.length).toBe(80)
    for (const channel of ['c', 'd']) {
      const ids = (await outboxOf(store)).filter(({ channel_id }) => channel_id === channel)
      const own = receiver.received.filter(({ headers }) =>
        ids.some((row) => row.notification_id === headers['webhook-id']),
      )
      expect(own.map(seqOf)).toEqual(numbers)
    }
  })
  it('ends in order: an answer on its way is waited for, what hangs is given back', async () => {
    await using slow = await startHttpReceiver()
    slow.respond(async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      response.end()
    })
    receiver.respond(() => {})
    await addChannel(store, 'a-slow', slow.url)
    await addChannel(store, 'b-hangs', receiver.url)
    await write(store, raised(1), 1)
    {
      await using _ = working({ graceMs: 1000 })
      await expect.poll(() => [slow.received.length, receiver.received.length]).toEqual([1, 1])
    }
    expect(await states()).toEqual(['delivered', 'pending'])
    expect((await logOf(store)).map(({ outcome }) => outcome)).toEqual(['delivered', 'interrupted'])
  })
  it('writes down what was told while PostgreSQL was away', async () => {
    receiver.respond(async (_request, response) => {
      await servers.postgres.kill()
      response.end()
    })
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1), 1)
    await using _ = working()
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await servers.postgres.restart()
    await untilStates('delivered')
    expect(receiver.received.length).toBe(1)
  })
  it('says no secret in its log, nor in the delivery log', async () => {
    receiver.respond((request, response) => {
      response.writeHead(404, { 'x-quoted': 'plantedsecret' }).end(`cannot POST ${request.path} ${SECRET}`)
    })
    await addChannel(store, 'c', `${receiver.url}/plantedsecret?key=plantedkey`)
    await addChannel(store, 'nobody', 'http://127.0.0.1:1/plantedsecret?key=plantedkey')
    await write(store, raised(1), 1)
    await using work = working()
    await untilStates('failed', 'pending')
    await expect.poll(() => work.lines.length).toBeGreaterThan(1)
    const all = work.lines.join('\n') + JSON.stringify(await logOf(store)) + JSON.stringify(await outboxOf(store))
    expect(all).not.toMatch(/planted|whsec/)
  })
})

describe('an attempt under way when its channel is switched off', () => {
  it('is the last one: it is not tried again once the channel is switched on', async () => {
    await addChannel(store, 'c', receiver.url)
    await write(store, raised(1), 1)
    const claimed = await claimNext(store, 'c', 30_000)
    if (claimed === null) throw new Error('nothing to claim')
    await sql`update ops.notification_channels set enabled = false`.execute(store.db)
    const failed = {
      outcome: 'retry',
      status_code: 500,
      retry_after_ms: null,
      error: 'HTTP 500',
      durationMs: 5,
    } as const
    await recordAttempt(store, claimed, failed)
    expect(await states()).toEqual(['dropped'])
  })
})

describe('the delivery log', () => {
  it('forgets attempts after 90 days', async () => {
    const attempt = (days: number) =>
      sql`insert into ops.notification_deliveries (notification_id, channel_id, attempt, at, outcome, duration_ms)
        values (${`n${days}`}, 'c', 1, now() - ${days} * interval '1 day', 'delivered', 5)`.execute(store.db)
    for (const days of [0, 89, 91, 400]) await attempt(days)
    await using _ = working()
    const left = async () => (await logOf(store)).map(({ notification_id }) => notification_id)
    await expect.poll(left, { timeout: 15_000 }).toEqual(['n0', 'n89'])
  })
})
