import { openStore, type Store } from '@papertape/store'
import { startTestServers, type TestServers } from '@papertape/testkit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Claimed, claimNext } from '../../src/notify/claim.ts'
import { beginTelling } from '../../src/notify/outbox-position.ts'
import { recordAttempt } from '../../src/notify/record.ts'
import type { HeardAlarm } from '../../src/outbox.ts'
import { addChannel, EPOCH, heard, outboxOf, write } from './given.ts'

let servers: TestServers
let store: Store
beforeAll(async () => {
  servers = await startTestServers()
  store = await openStore({ url: servers.databaseUrl, name: 'test', projection: 'leave' })
})
afterAll(async () => {
  await store?.[Symbol.asyncDispose]()
  await servers?.[Symbol.asyncDispose]()
})

const CHANNELS = ['c0', 'c1']
const ALARMS = 3

type Act =
  | { act: 'save' | 'refold' | 'wait' }
  | { act: 'claim'; worker: number; channel: number }
  | { act: 'send'; worker: number; accepts: boolean }
  | { act: 'record' | 'crash'; worker: number }

const worker = fc.nat({ max: 1 })
const acts = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('save' as const, 'save' as const, 'wait' as const) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('refold' as const) }) },
    { weight: 6, arbitrary: fc.record({ act: fc.constant('claim' as const), worker, channel: fc.nat({ max: 1 }) }) },
    { weight: 5, arbitrary: fc.record({ act: fc.constant('send' as const), worker, accepts: fc.boolean() }) },
    { weight: 5, arbitrary: fc.record({ act: fc.constant('record' as const), worker }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('crash' as const), worker }) },
  ),
  { minLength: 20, maxLength: 100, size: 'max' },
)

/** Three alarms that move in turn, fact by fact. */
const factAt = (seq: number): HeardAlarm => {
  const alarm_id = `a${seq % ALARMS}`
  return seq <= ALARMS ? heard(seq, 'alarm.raised', { alarm_id }) : heard(seq, 'alarm.escalated', { alarm_id })
}

const keyOf = ({ channel, notice }: Claimed): string => `${channel.channel_id} ${notice.event_id}`

type Sending = { claimed: Claimed; taken: boolean | null }

/** Workers, an evaluator and receivers, step by step over the real tables. */
const play = async (given: readonly Act[]) => {
  await sql`truncate ops.notification_channels, ops.notification_outbox, ops.notification_deliveries,
    ops.notification_positions`.execute(store.db)
  await beginTelling(store, EPOCH, 0)
  for (const channel of CHANNELS) await addChannel(store, channel, 'https://example.com/')
  const taken: { key: string; id: string; alarm: string; seq: number }[] = []
  const sending = new Map<number, Sending>()
  let saved = 0
  /** What the receiver had taken when its sender died. */
  const lost: string[] = []

  const save = async () => {
    saved += 1
    await write(store, [factAt(saved)], saved)
  }
  const claim = async (name: number, channel: number) => {
    if (sending.has(name)) return false
    const claimed = await claimNext(store, CHANNELS[channel] ?? '', 60_000)
    if (claimed !== null) sending.set(name, { claimed, taken: null })
    return claimed !== null
  }
  const send = (name: number, accepts: boolean) => {
    const own = sending.get(name)
    if (own === undefined || own.taken !== null) return
    own.taken = accepts
    if (!accepts) return
    const { notification_id: id, notice, channel } = own.claimed
    taken.push({
      key: keyOf(own.claimed),
      id,
      alarm: `${channel.channel_id} ${notice.alarm_id}`,
      seq: notice.ledger_seq,
    })
  }
  const record = async (name: number) => {
    const own = sending.get(name)
    if (own === undefined || own.taken === null) return
    sending.delete(name)
    const outcome = own.taken ? 'delivered' : 'retry'
    await recordAttempt(
      store,
      own.claimed,
      { outcome, status_code: 200, error: null, retry_after_ms: null, durationMs: 1 },
      0,
    )
  }
  /** The claim of a dead sender ends with time. */
  const crash = async (name: number) => {
    const own = sending.get(name)
    if (own === undefined) return
    sending.delete(name)
    if (own.taken === true) lost.push(keyOf(own.claimed))
    await sql`update ops.notification_outbox set lease_until = now()
      where notification_id = ${own.claimed.notification_id}`.execute(store.db)
  }
  const wait = () =>
    sql`update ops.notification_outbox set next_attempt_at = now(), attempts = least(attempts, 5)
      where state = 'pending'`.execute(store.db)

  for (let first = 0; first < 2 * ALARMS; first += 1) await save()
  for (const step of given) {
    switch (step.act) {
      case 'save':
        await save()
        break
      case 'refold':
        await write(
          store,
          Array.from({ length: saved }, (_, index) => factAt(index + 1)),
          saved,
        )
        break
      case 'wait':
        await wait()
        break
      case 'claim':
        await claim(step.worker, step.channel)
        break
      case 'send':
        send(step.worker, step.accepts)
        break
      case 'record':
        await record(step.worker)
        break
      case 'crash':
        await crash(step.worker)
        break
    }
  }
  for (const name of [0, 1]) await crash(name)
  await wait()
  for (const channel of CHANNELS.keys()) {
    while (await claim(9, channel)) {
      send(9, true)
      await record(9)
    }
  }
  return { taken, lost, saved }
}

describe('an outbox that is left at any point between claim, send and record', () => {
  it('tells each transition to each channel, under one id, again only after a death, each alarm in order', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (given) => {
        const { taken, lost, saved } = await play(given)
        const rows = await outboxOf(store)
        expect(rows.length).toBe(saved * CHANNELS.length)
        expect(rows.every(({ state }) => state === 'delivered')).toBe(true)
        expect(new Set(taken.map(({ key }) => key)).size).toBe(rows.length)
        expect(new Set(taken.map(({ key, id }) => `${key} ${id}`)).size).toBe(rows.length)
        const repeated = rows.map(({ channel_id, event_id }) => {
          const isThis = (key: string) => key === `${channel_id} ${event_id}`
          return taken.filter(({ key }) => isThis(key)).length - 1 - lost.filter(isThis).length
        })
        expect(repeated.filter((times) => times !== 0)).toEqual([])
        const firsts = new Map(taken.toReversed().map((one, index) => [one.key, { ...one, index: -index }]))
        for (const alarm of new Set(taken.map((one) => one.alarm))) {
          const order = [...firsts.values()].filter((one) => one.alarm === alarm).toSorted((a, b) => a.index - b.index)
          expect(order.map(({ seq }) => seq)).toEqual(order.map(({ seq }) => seq).toSorted((a, b) => a - b))
        }
      }),
      { numRuns: 80 },
    )
  })
})
