import { setTimeout as delay } from 'node:timers/promises'
import { seededRandom } from '@papertape/testkit'
import { expect, it } from 'vitest'
import { aSignal, outcomeOf } from './a-signal.ts'
import { type ServiceProcess, startService } from './processes.ts'
import { startWorld, until, type World } from './world.ts'

const SIGNALS = 2_000
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const random = seededRandom(seed)
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item

const BOTS = Array.from({ length: 12 }, (_, n) => `bot${n}`)
const STRANGERS = ['stranger', 'x'.repeat(70), '@unknown', 'bot!']

type Sent = { bot: string; body: unknown; signal_id: string | null; outcome: string }

/** One message in three is wrong in some way, one in six carries an id that has been used or tried before. */
const aMixedSignal = (n: number, past: readonly Sent[]): Sent => {
  const bot = random() < 0.06 ? pick(STRANGERS) : pick(BOTS)
  const again = random() < 0.15 && past.length > 0 ? pick(past).signal_id : null
  const signal_id = again ?? `s${n}`
  const stranger = STRANGERS.includes(bot)
  const known = (outcome: string) => (stranger ? 'UNKNOWN_BOT' : outcome)
  const sent = (body: unknown, outcome: string, id: string | null = signal_id): Sent => ({
    bot,
    body,
    signal_id: id,
    outcome,
  })
  const kind = random()
  if (kind < 0.05) return sent(Uint8Array.of(0xff, n % 256, 0xfe), 'MALFORMED', null)
  if (kind < 0.1) return sent(`{"signal_id":"${signal_id}"`, 'MALFORMED', null)
  if (kind < 0.15) return sent(aSignal({ signal_id, confidence: 'high' }), 'MALFORMED confidence')
  if (kind < 0.2) return sent(aSignal({ signal_id, take_profit: '1' }), known('INVALID_GEOMETRY take_profit'))
  if (kind < 0.25) return sent(aSignal({ signal_id, entry_price: 'NaN' }), known('INVALID_PRICE entry_price'))
  if (kind < 0.3) return sent(aSignal({ signal_id, status: 'PAUSED' }), known('NOT_ACTIVE status'))
  if (kind < 0.4) return sent({ signal_id, action: 'CLOSE', symbol: 'BTCUSDT' }, known('accepted'))
  return sent(aSignal({ signal_id, note: `n${n}` }), known('accepted'))
}

/** What each message should end in, in the order in which the bus stored them: an id counts once per bot. */
const expectedOutcomes = (stored: readonly Sent[]): string[] => {
  const used = new Set<string>()
  return stored.map(({ bot, signal_id, outcome }) => {
    const key = `${bot} ${signal_id}`
    if (outcome.startsWith('MALFORMED') || outcome === 'UNKNOWN_BOT') return outcome
    if (used.has(key)) return 'DUPLICATE signal_id'
    used.add(key)
    return outcome
  })
}

const checkDispositions = (world: World, stored: readonly Sent[]) => {
  const bySeq = new Map<number, string[]>()
  for (const { fact } of world.answers) {
    const { seq } = fact.data.input
    bySeq.set(seq, [...(bySeq.get(seq) ?? []), outcomeOf(fact)])
  }
  const got = stored.map((_, index) => bySeq.get(index + 1) ?? [])
  expect(got).toEqual(expectedOutcomes(stored).map((outcome) => [outcome]))
}

it(`answers ${SIGNALS} mixed signals exactly once each, whatever is killed meanwhile (SEED=${seed})`, async () => {
  await using world = await startWorld()
  const env = { NATS_URL: world.servers.natsUrl, DATABASE_URL: world.servers.databaseUrl }
  const policy = { max_entry_deviation_pct: null }
  for (const bot_id of BOTS) await world.register({ bot_id, policy })
  const ingests = await Promise.all([startService('signal-ingest', env), startService('signal-ingest', env)])
  const projector = await startService('kpi-projector', env)
  const everyone: ServiceProcess[] = [...ingests, projector]

  try {
    const stored: Sent[] = []
    let sending = true
    const send = async (sent: Sent) => {
      const seq = await world.send(sent.bot, sent.body, { 'Nats-Msg-Id': `m${stored.length}` })
      expect(seq).toBe(stored.length + 1)
      stored.push(sent)
    }
    const sendAll = async () => {
      for (let n = 0; n < SIGNALS; n += 1) {
        await send(aMixedSignal(n, stored))
        if (n % 5 === 0) await delay(40)
      }
      sending = false
    }
    const ticking = async () => {
      for (let n = 0; sending; n += 1) {
        await world.price('BTCUSDT', { price: String(100 + Math.sin(n)) })
        await delay(20)
      }
    }
    const disturbances: (() => Promise<void>)[] = [
      ...[...ingests, ...ingests, projector].map((service) => async () => {
        await service.kill()
        await delay(random() * 1_500)
        await service.start()
      }),
      () => pick(ingests).freeze(1_500 + random() * 2_000),
      async () => {
        await world.servers.nats.kill()
        await world.servers.nats.restart()
      },
      async () => {
        await world.servers.postgres.kill()
        await delay(random() * 1_000)
        await world.servers.postgres.restart()
      },
    ]
    let disturbed = 0
    const disturb = async () => {
      for (; sending; disturbed += 1) {
        await delay(300 + random() * 1_200)
        // Each kind once in turn, so that no run goes without one; the moments are what is random.
        await disturbances[disturbed % disturbances.length]?.()
      }
    }
    await Promise.all([sendAll(), ticking(), disturb()])
    await world.answered(SIGNALS)
    checkDispositions(world, stored)
    expect(disturbed).toBeGreaterThanOrEqual(disturbances.length)

    // What is remembered by nobody but the projection counts as well: new processes, old ids.
    await Promise.all(ingests.map((ingest) => ingest.kill()))
    await Promise.all(ingests.map((ingest) => ingest.start()))
    for (const sent of stored.slice(0, 200)) await send(sent)
    await world.answered(SIGNALS + 200)
    checkDispositions(world, stored)
    const { answers } = world
    await until(
      () => answers.length === stored.length,
      () => `${answers.length} dispositions of ${stored.length} messages`,
    )
    expect(await Promise.all(everyone.map((service) => service.stop()))).toEqual(everyone.map(() => 0))
  } catch (error) {
    for (const service of everyone) console.error(service.complaints().join('\n'))
    throw error
  } finally {
    await Promise.all(everyone.map((service) => service.kill()))
  }
})
