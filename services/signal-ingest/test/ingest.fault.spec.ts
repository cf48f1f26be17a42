import { setTimeout as delay } from 'node:timers/promises'
import { seededRandom } from '@papertape/testkit'
import { expect, it } from 'vitest'
import { aSignal, outcomeOf } from './a-signal.ts'
import { type ServiceProcess, startService } from './processes.ts'
import { startWorld, type World } from './world.ts'

const SIGNALS = 2_000
const BURST = 80
const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
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

/** Every input with exactly the one disposition that the order in the bus asks for; else those at fault, told apart. */
const checkDispositions = (world: World, stored: readonly Sent[]) => {
  const bySeq = new Map<number, string[]>()
  for (const { fact, seq: ledgerSeq } of world.answers) {
    const { seq } = fact.data.input
    bySeq.set(seq, [...(bySeq.get(seq) ?? []), `${outcomeOf(fact)} at ${ledgerSeq}`])
  }
  const wrong = expectedOutcomes(stored).flatMap((expected, index) => {
    const got = bySeq.get(index + 1) ?? []
    const right = got.length === 1 && got[0]?.startsWith(`${expected} at`)
    const bot = stored[index]?.bot ?? ''
    return right ? [] : [{ input: index + 1, bot, partition: world.tape.partitionOf(bot), expected, got }]
  })
  expect(wrong).toEqual([])
}

it(`answers ${SIGNALS} mixed signals exactly once each, whatever is killed meanwhile (TEST_SEED=${seed})`, async () => {
  await using world = await startWorld()
  const env = { NATS_URL: world.servers.natsUrl, DATABASE_URL: world.servers.databaseUrl }
  const policy = { max_entry_deviation_pct: null }
  for (const bot_id of BOTS) await world.register({ bot_id, policy })
  const ingests = await Promise.all([startService('signal-ingest', env), startService('signal-ingest', env)])
  const projector = await startService('kpi-projector', env)
  const everyone: ServiceProcess[] = [...ingests, projector]

  try {
    const made: Sent[] = []
    const send = (sent: Sent) => world.send(sent.bot, sent.body, { 'Nats-Msg-Id': String(made.push(sent)) })
    /** What the bus has, in its order: a publisher that lost its acknowledgement may have stored a message twice. */
    const storedNow = async (): Promise<Sent[]> => {
      const { lastSeq } = await world.tape.streamState('SIGNALS')
      const stored: Sent[] = []
      for (let seq = 1; seq <= lastSeq; seq += 1) {
        const message = await world.tape.message('SIGNALS', seq)
        const sent = made[Number(message?.header('Nats-Msg-Id')) - 1]
        if (sent === undefined) throw new Error(`nobody sent input ${seq}`)
        stored.push(sent)
      }
      return stored
    }
    const settle = async () => {
      const stored = await storedNow()
      await world.answered(stored.length)
      checkDispositions(world, stored)
      expect(world.answers).toHaveLength(stored.length)
      expect(new Set(stored)).toEqual(new Set(made))
    }
    const disturbances: (() => Promise<void>)[] = [
      ...[...ingests, projector].map((service) => async () => {
        await service.kill()
        await delay(random() * 500)
        await service.start()
      }),
      () => pick(ingests).freeze(1_500 + random() * 1_500),
      async () => {
        await world.servers.nats.kill()
        await world.servers.nats.restart()
      },
      async () => {
        await world.servers.postgres.kill()
        await world.servers.postgres.restart()
      },
    ]
    // A burst keeps every partition busy, so that whatever ends within it ends in the middle of an answer.
    for (let round = 0; made.length < SIGNALS; round += 1) {
      const burst = Array.from({ length: BURST }, () => send(aMixedSignal(made.length, made)))
      const ticks = Array.from({ length: 10 }, (_, n) => world.price('BTCUSDT', { price: String(100 + Math.sin(n)) }))
      await delay(random() * BURST)
      await Promise.all([...burst, ...ticks, disturbances[round % disturbances.length]?.()])
    }
    await settle()

    // What is remembered by nobody but the projection counts as well: new processes, old ids.
    await Promise.all(ingests.map((ingest) => ingest.kill()))
    await Promise.all(ingests.map((ingest) => ingest.start()))
    for (const sent of made.slice(0, 200)) await send(sent)
    await settle()
    expect(await Promise.all(everyone.map((service) => service.stop()))).toEqual(everyone.map(() => 0))
  } catch (error) {
    for (const service of everyone) console.error(service.complaints().join('\n'))
    throw error
  } finally {
    await Promise.all(everyone.map((service) => service.kill()))
  }
})
