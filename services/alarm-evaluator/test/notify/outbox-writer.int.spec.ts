import { openStore, type Store } from '@papertape/store'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginTelling } from '../../src/notify/outbox-position.ts'
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
beforeEach(async () => {
  await sql`truncate ops.notification_channels, ops.notification_outbox, ops.notification_deliveries,
    ops.notification_positions`.execute(store.db)
  await beginTelling(store, EPOCH, 10)
  await addChannel(store, 'c1', 'https://example.com/1')
})

const told = async () => (await outboxOf(store)).map(({ created_seq, channel_id }) => `${created_seq} ${channel_id}`)

describe('the outbox', () => {
  it('tells each fact once per channel, in the ledger’s order', async () => {
    await addChannel(store, 'c2', 'https://example.com/2')
    await write(store, [heard(11), heard(12)], 12)
    expect(await told()).toEqual(['11 c1', '11 c2', '12 c1', '12 c2'])
    const ids = (await outboxOf(store)).map(({ notification_id }) => notification_id)
    expect(new Set(ids).size).toBe(4)
  })
  it('takes thousands at once, in order', async () => {
    for (const name of ['c2', 'c3', 'c4', 'c5']) await addChannel(store, name, 'https://example.com/')
    const seqs = Array.from({ length: 1000 }, (_, index) => index + 11)
    await write(
      store,
      seqs.map((seq) => heard(seq)),
      1010,
    )
    const rows = await outboxOf(store)
    expect(rows.length).toBe(5000)
    expect(rows.filter(({ channel_id }) => channel_id === 'c3').map(({ created_seq }) => created_seq)).toEqual(seqs)
  })
  it('never tells what happened before it began', async () => {
    await write(store, [heard(9), heard(10), heard(11)], 11)
    expect(await told()).toEqual(['11 c1'])
  })
  it('tells nobody again when the fold begins anew, also new channels, and goes on where it stood', async () => {
    await write(store, [heard(11)], 11)
    await addChannel(store, 'c2', 'https://example.com/2')
    await write(store, [heard(5), heard(11)], 11)
    await write(store, [heard(12)], 12)
    await write(store, [], 5)
    await write(store, [heard(12)], 12)
    expect(await told()).toEqual(['11 c1', '12 c1', '12 c2'])
  })
  it('does not begin again for a ledger that it knows', async () => {
    await beginTelling(store, EPOCH, 99)
    await write(store, [heard(11)], 11)
    expect(await told()).toEqual(['11 c1'])
  })
  it('tells what comes behind the end of a ledger that was restored from an older copy', async () => {
    await beginTelling(store, EPOCH, 5)
    await write(store, [heard(4), heard(5), heard(6)], 6)
    expect(await told()).toEqual(['6 c1'])
  })
  it('writes nothing where the transaction fails, and refuses a ledger whose telling was never begun', async () => {
    await sql`delete from ops.notification_positions`.execute(store.db)
    await expect(write(store, [heard(11)], 11)).rejects.toThrow('never begun')
    expect(await told()).toEqual([])
  })
  it('passes over what is silenced, what a replay says, and channels that are off or want something else', async () => {
    await addChannel(store, 'off', 'https://example.com/', { enabled: false })
    await addChannel(store, 'worst', 'https://example.com/', { filter: { min_level: 'EMERGENCY' } })
    await write(
      store,
      [heard(11, 'alarm.raised', { silenced: true }), heard(12, 'alarm.raised', { mode: 'replay' })],
      12,
    )
    await write(store, [heard(13), heard(14, 'alarm.raised', { level: 'EMERGENCY' })], 14)
    expect(await told()).toEqual(['13 c1', '14 c1', '14 worst'])
  })
  it('brings no good news of an alarm that was silenced when it was raised', async () => {
    const alarm = { alarm_id: 'a', level: 'EMERGENCY' } as const
    await write(store, [heard(11, 'alarm.raised', { ...alarm, silenced: true }), heard(12, 'alarm.cleared', alarm)], 12)
    expect(await told()).toEqual([])
  })
  it('tells who heard of an alarm how it goes on, in this save or a later one', async () => {
    await addChannel(store, 'crit', 'https://example.com/', { filter: { min_level: 'CRITICAL' } })
    const of = (level: 'WARNING' | 'CRITICAL', previous_level: 'WARNING' | 'CRITICAL' = 'WARNING') => ({
      alarm_id: 'a',
      level,
      previous_level,
    })
    await write(
      store,
      [
        heard(11, 'alarm.raised', of('WARNING')),
        heard(12, 'alarm.escalated', of('CRITICAL')),
        heard(13, 'alarm.escalated', of('WARNING', 'CRITICAL')),
      ],
      13,
    )
    await write(store, [heard(14, 'alarm.cleared', of('WARNING'))], 14)
    expect((await told()).filter((line) => line.endsWith('crit'))).toEqual(['12 crit', '13 crit', '14 crit'])
    const cleared = (await outboxOf(store)).at(-1)?.notice
    expect(cleared).toMatchObject({
      type: 'alarm.cleared',
      raised_at: heard(11).event.time,
      time: heard(14).event.time,
      figure: 'Drawdown',
      unit: ' %',
      dashboard_url: 'https://example.com/bot-performance?bot_id=alpha',
    })
  })
  it('brings no good news to a channel that was switched off before it was told the bad', async () => {
    await write(store, [heard(11, 'alarm.raised', { alarm_id: 'a' })], 11)
    await sql`update ops.notification_outbox set state = 'dropped'`.execute(store.db)
    await write(store, [heard(12, 'alarm.cleared', { alarm_id: 'a' })], 12)
    expect(await told()).toEqual(['11 c1'])
  })
  it('wakes what waits of the same alarm in the same channel', async () => {
    await write(store, [heard(11, 'alarm.raised', { alarm_id: 'a' }), heard(12, 'alarm.raised', { alarm_id: 'b' })], 12)
    await sql`update ops.notification_outbox set attempts = 3, next_attempt_at = now() + interval '1 hour'`.execute(
      store.db,
    )
    await write(store, [heard(13, 'alarm.escalated', { alarm_id: 'a' })], 13)
    const waits = (await outboxOf(store)).map(({ next_attempt_at }) => next_attempt_at.getTime() > Date.now() + 60_000)
    expect(waits).toEqual([false, true, false])
  })
})
