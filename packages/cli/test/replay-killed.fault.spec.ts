import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { marketDay, seededRandom } from '@papertape/testkit'
import { expect, it } from 'vitest'
import { papertape, startPapertape, until } from './papertape-stack.ts'
import { replayAnswers, replayFacts } from './recorded-facts.ts'

/** `TEST_SEED=n` runs one case again. */
const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 100_000)
const day = marketDay({ seed: 7, prefix: 'day' })
const botIds = day.registrations.map(({ bot_id }) => bot_id)

/** Two systems and four replays; on a busy machine each takes a minute and more. */
const TEST_MS_MAX = 420_000

const victims = [
  'signal-ingest',
  'paper-trader',
  'kpi-projector',
  'alarm-evaluator',
  'gateway',
  'nats-server',
  'postgres',
]

type System = Awaited<ReturnType<typeof startPapertape>>

const replay = async (system: System) => {
  const file = join(system.dataDir, 'day.jsonl')
  const bots = join(system.dataDir, 'bots.json')
  await writeFile(file, day.lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await writeFile(bots, JSON.stringify(day.registrations))
  return papertape('replay', file, '--bot', bots, '--json', ...system.flags)
}

const resultOf = async (system: System) => {
  const { nats_url, gateway_url, admin_token } = system.stack()
  return { facts: await replayFacts(nats_url), answers: await replayAnswers(gateway_url, admin_token, botIds) }
}

/** The victims in an order that the seed decides. */
const shuffled = (random: () => number): string[] =>
  victims
    .map((victim) => ({ victim, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ victim }) => victim)

/** Kills every process of the system once, at random moments, while the replay runs; tells whom it hit. */
const killInTurn = async (system: System, over: AbortSignal): Promise<string[]> => {
  const random = seededRandom(seed)
  const killed: string[] = []
  for (const victim of shuffled(random)) {
    await pause(300 + random() * 700, undefined, { signal: over }).catch(() => undefined)
    if (over.aborted) break
    const pidNow = () => {
      const { services, servers } = system.stack()
      return [...services, ...servers].find(({ name }) => name === victim)?.pid
    }
    await until(`${victim} to be up`, () => pidNow() !== undefined)
    const pid = pidNow()
    if (pid === undefined) continue
    process.kill(pid, 'SIGKILL')
    killed.push(victim)
  }
  return killed
}

it(
  `ends the same, whatever is killed meanwhile (seed ${seed})`,
  async () => {
    await using undisturbed = await startPapertape()
    const first = await replay(undisturbed)
    expect(first, first.stderr).toMatchObject({ code: 0 })
    const expected = await resultOf(undisturbed)
    const summary = JSON.parse(first.stdout) as {
      lines: number
      signals: { received: number; accepted: number; rejected: number }
    }
    expect(summary.signals.received).toBeGreaterThanOrEqual(500)
    expect(summary.signals.accepted + summary.signals.rejected).toBe(summary.signals.received)

    const again = await replay(undisturbed)
    expect(JSON.parse(again.stdout)).toMatchObject({ published: 0, skipped: summary.lines })
    await undisturbed.stop()

    await using disturbed = await startPapertape()
    const over = new AbortController()
    const killing = killInTurn(disturbed, over.signal)
    killing.catch(() => {}) // thrown below, when the replay is over too
    const second = await replay(disturbed).finally(() => over.abort())
    const killed = await killing
    expect(second, `${second.stderr}\nkilled: ${killed.join(', ')}`).toMatchObject({ code: 0 })
    expect(killed.toSorted()).toEqual(victims.toSorted())
    if ((await replay(disturbed)).code !== 0) throw new Error('the replay does not come to rest')
    expect(await resultOf(disturbed)).toEqual(expected)
  },
  TEST_MS_MAX,
)
