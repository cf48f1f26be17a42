import { jetstream } from '@nats-io/jetstream'
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core'
import type { World } from './worlds.ts'

/** Something that nobody outside may bring about; `run` tells whether it came about. */
export type Injection = {
  name: string
  /** Who can do it in the weak world: one who may do anything, or one whom permissions alone confine. */
  plantedAs: 'guest' | 'insider'
  /** What stops it: the account, wherever it is tried, or how our streams are configured. */
  stoppedBy: 'account' | 'stream'
  run(attacker: NatsConnection, world: World): Promise<boolean>
}

const withHeader = (...pairs: [string, string][]): MsgHdrs => {
  const made = headers()
  for (const [key, value] of pairs) made.set(key, value)
  return made
}

/** Whether a stream holds more under a subject afterwards. */
const grows = (stream: string, subject: string, publish: (attacker: NatsConnection) => void | Promise<void>) =>
  (async (attacker, world) => {
    const before = await world.count(stream, subject)
    await publish(attacker)
    await attacker.flush()
    await world.settled()
    return (await world.count(stream, subject)) > before
  }) satisfies Injection['run']

/** Whether the attacker hears anything of what the core does, on a subject. */
const hears = (subject: string) =>
  (async (attacker, world) => {
    let heard = 0
    attacker.subscribe(subject, { callback: (error) => void (heard += error === null ? 1 : 0) })
    await attacker.flush()
    const js = jetstream(world.core)
    await js.publish('signals.theirs', '{}')
    await js.publish('append.0.theirs.a.b', '{}')
    await world.settled()
    await attacker.flush()
    return heard > 0
  }) satisfies Injection['run']

/** Whether a request gets an answer that is no refusal. */
const answers = (subject: string, body = '') =>
  (async (attacker) => {
    const answer = await attacker.request(subject, body, { timeout: 1000 }).catch(() => null)
    return answer !== null && answer.json<{ error?: object }>().error === undefined
  }) satisfies Injection['run']

/** Whether a publication with these headers is acknowledged. */
const isStored = (...pairs: [string, string][]) =>
  (async (attacker) => {
    const ack = jetstream(attacker).publish('signals.mine', '{}', { headers: withHeader(...pairs), timeout: 2000 })
    return ack.then(
      () => true,
      () => false,
    )
  }) satisfies Injection['run']

const replyTo = (reply: string) => (attacker: NatsConnection) => attacker.publish('signals.mine', '{}', { reply })

const byAnybody = (name: string, run: Injection['run']): Injection => ({
  name,
  run,
  plantedAs: 'guest',
  stoppedBy: 'account',
})
const byReply = (name: string, run: Injection['run']): Injection => ({
  name,
  run,
  plantedAs: 'insider',
  stoppedBy: 'account',
})
const byHeader = (name: string, run: Injection['run']): Injection => ({
  name,
  run,
  plantedAs: 'insider',
  stoppedBy: 'stream',
})

/** What one may do who has no permissions to keep to. */
const outright: Injection[] = [
  byAnybody(
    'publishes the signal of another bot',
    grows('SIGNALS', 'signals.theirs', (it) => it.publish('signals.theirs', '{}')),
  ),
  byAnybody(
    'publishes a price',
    grows('PRICES', 'prices.binance.BTC', (it) => it.publish('prices.binance.BTC', '{}')),
  ),
  byAnybody(
    'appends a fact',
    grows('LEDGER', 'ledger.0.theirs.a.b', (it) => it.publish('append.0.theirs.a.b', '{}')),
  ),
  byAnybody('makes others hear a fact that is none', async (attacker, { core }) => {
    let heard = 0
    const subscription = core.subscribe('ledger.*.mine.>', { callback: () => void heard++ })
    await core.flush()
    attacker.publish('ledger.0.mine.a.b', '{}')
    await attacker.flush()
    await core.flush()
    subscription.unsubscribe()
    return heard > 0
  }),
  byAnybody(
    'has a trace of its message stored as a signal of another bot',
    grows('SIGNALS', 'signals.theirs', (it) =>
      it.publish('signals.mine', '{}', { headers: withHeader(['Nats-Trace-Dest', 'signals.theirs']) }),
    ),
  ),
  byAnybody('hears the facts of another bot', hears('ledger.*.theirs.>')),
  byAnybody('hears all facts by a wildcard', hears('ledger.>')),
  byAnybody('hears all bots by a wildcard in the place of its own', hears('ledger.*.*.>')),
  byAnybody('hears everything by a wildcard', hears('>')),
  byAnybody('hears the signals of another bot', hears('signals.theirs')),
  byAnybody('hears the signals of all bots by a wildcard', hears('signals.*')),
  byAnybody('lists the streams', answers('$JS.API.STREAM.NAMES')),
  byAnybody('reads a stored message', answers('$JS.API.STREAM.MSG.GET.SPARE', '{"seq":1}')),
  byAnybody('reads a stored message directly', async (attacker) => {
    const answer = await attacker.request('$JS.API.DIRECT.GET.SPARE', '{"seq":1}', { timeout: 1000 }).catch(() => null)
    return answer?.string() === 'spare'
  }),
  byAnybody(
    'makes a consumer',
    answers('$JS.API.CONSUMER.CREATE.SPARE', '{"stream_name":"SPARE","config":{"ack_policy":"none"}}'),
  ),
  byAnybody('purges a stream', answers('$JS.API.STREAM.PURGE.SPARE')),
  byAnybody('deletes a stream', answers('$JS.API.STREAM.DELETE.DOOMED')),
  byAnybody('asks who is connected', answers('$SYS.REQ.ACCOUNT.PING.CONNZ')),
  byAnybody('publishes more than a signal may hold', async (attacker, world) => {
    // The client keeps to the limit that the server tells; an attacker would not.
    Object.assign(attacker.info ?? {}, { max_payload: 1024 * 1024 })
    const before = await world.count('SIGNALS', 'signals.mine')
    attacker.publish('signals.mine', 'x'.repeat(100 * 1024))
    await Promise.race([attacker.flush().catch(() => {}), attacker.closed()]) // the server may hang up
    await world.settled()
    return (await world.count('SIGNALS', 'signals.mine')) > before
  }),
  byAnybody('takes a thousand subscriptions', async (attacker) => {
    const refusals: unknown[] = []
    const watching = (async () => {
      for await (const status of attacker.status()) if (status.type === 'error') refusals.push(status.error)
    })()
    for (let i = 0; i < 1000; i++) attacker.subscribe(`_INBOX.mine.${i}`, { callback() {} })
    await attacker.flush()
    await attacker.close()
    await watching
    return refusals.length === 0
  }),
  byAnybody('takes a hundred connections', async (attacker, world) => {
    const taken = await Promise.allSettled(Array.from({ length: 100 }, () => world.loginAgain(attacker)))
    for (const one of taken) if (one.status === 'fulfilled') await one.value.close()
    return taken.every(({ status }) => status === 'fulfilled')
  }),
]

/** nats-server checks where a message goes, and not where its answer goes. */
const byReplySubject: Injection[] = [
  byReply(
    'has its acknowledgement stored as a signal of another bot',
    grows('SIGNALS', 'signals.theirs', replyTo('signals.theirs')),
  ),
  byReply(
    'has its acknowledgement stored as a price',
    grows('PRICES', 'prices.binance.BTC', replyTo('prices.binance.BTC')),
  ),
  byReply(
    'has its acknowledgement stored as a fact',
    grows('LEDGER', 'ledger.0.theirs.a.b', replyTo('append.0.theirs.a.b')),
  ),
  byReply('purges a stream by its acknowledgement', async (attacker, world) => {
    await jetstream(world.core).publish('spare.one', 'spare')
    replyTo('$JS.API.STREAM.PURGE.SPARE')(attacker)
    await attacker.flush()
    await world.settled()
    return (await world.count('SPARE', 'spare.one')) === 0
  }),
  byReply('has its acknowledgement heard as a fact', async (attacker, world) => {
    let heard = 0
    const subscription = world.core.subscribe('ledger.*.theirs.>', { callback: () => void heard++ })
    await world.core.flush()
    replyTo('ledger.0.theirs.a.b')(attacker)
    await attacker.flush()
    await world.settled()
    subscription.unsubscribe()
    return heard > 0
  }),
  byReply('hears the answers that the services get', async (attacker, world) => {
    let heard = 0
    attacker.subscribe('_INBOX.>', { callback: () => void heard++ })
    await attacker.flush()
    await world.settled()
    await attacker.flush()
    return heard > 0
  }),
]

const byHeaders: Injection[] = [
  byHeader('wipes the stream by a rollup', async (attacker, world) => {
    await jetstream(world.core).publish('signals.theirs', '{}')
    attacker.publish('signals.mine', '{}', { headers: withHeader(['Nats-Rollup', 'all']) })
    await attacker.flush()
    await world.settled()
    return (await world.count('SIGNALS', 'signals.theirs')) === 0
  }),
  byHeader('wipes its own history by a rollup', isStored(['Nats-Rollup', 'sub'])),
  byHeader('has its signal forgotten after a second', isStored(['Nats-TTL', '1s'])),
  byHeader(
    'writes a signal of another bot by a schedule',
    isStored(['Nats-Schedule', '@every 1s'], ['Nats-Schedule-Target', 'signals.theirs']),
  ),
]

export const injections: readonly Injection[] = [...outright, ...byReplySubject, ...byHeaders]
