import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startNats, startPostgres } from '@papertape/embedded'
import {
  createFold,
  emptyFoldState,
  type Fact,
  type Fold,
  type KpiProjection,
  project,
  readFact,
  rebuildProjection,
  verifyProjection,
} from '@papertape/projection'
import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { createProjection, dropProjection, openStore } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'

/**
 * How many facts a second go from the ledger into PostgreSQL, live and as a rebuild, and what that does to memory: the budget
 * asks for 20,000 and flat. In the same run: the bare ordered consumer, which parses each fact and drops it, and the
 * projection without any figures. Each with this process's CPU time per fact, which other work on the machine hardly
 * moves. The ledger is a hard one: 200 bots of which most trade and are marked each minute, and 560 facts a minute, so that
 * every fourth fact finishes a minute of some history. Run: `node --expose-gc bench/projector.ts [FACTS]`; exits 1 when the limit is missed.
 */
const FACTS = Number(process.argv[2] ?? 200_000)
const LIMIT = 20_000

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const never = new AbortController().signal

const put = async (tape: Tape, facts: readonly Fact[]): Promise<void> => {
  const publisher = tape.publisher()
  for (let at = 0; at < facts.length; at += 1000) {
    await Promise.all(facts.slice(at, at + 1000).map((fact) => publisher.publish(subjectOf(fact), fact.text)))
  }
}

/** What costs nothing: no figures, no history of them. */
const noFigures: KpiProjection = {
  apply: () => undefined,
  isMarked: () => false,
  levelOf: () => '0',
  take: () => ({
    rows: { kpi_current: [], daily_returns: [], kpi_minutes: [], kpi_hours: [], kpi_days: [], kpi_checkpoints: [] },
    removals: { replayTurns: [], checkpointTurns: [] },
  }),
}

const rate = async (what: string, run: () => Promise<void> | void): Promise<number> => {
  const startedAtMs = performance.now()
  const cpuBefore = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(cpuBefore)
  const perSecond = Math.round(FACTS / ((performance.now() - startedAtMs) / 1000))
  const cpu = ((user + system) / FACTS).toFixed(1)
  console.log(
    `${what.padEnd(44)} ${perSecond.toLocaleString('en').padStart(8)} facts/s ${cpu.padStart(6)} µs CPU a fact`,
  )
  return perSecond
}

const heapMiB = (): number => {
  globalThis.gc?.()
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20)
}

const dir = await mkdtemp(join(tmpdir(), 'papertape-bench-'))
const nats = await startNats({ dir: join(dir, 'nats'), port: await freePort() })
const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort() })
let failed = false
try {
  await using tape = await connectTape({ servers: nats.url, name: 'bench' })
  await using store = await openStore({ url: postgres.url, name: 'bench' })
  {
    const facts = randomLedger({
      seed: 7,
      facts: FACTS,
      bots: 200,
      partitions: tape.partitions,
      symbols: 20,
      pauseMsMax: 200,
    })
    const bytes = facts.reduce((sum, { text }) => sum + text.length, 0)
    console.log(`${FACTS} facts of 200 bots, ${Math.round(bytes / FACTS)} bytes each`)
    await put(tape, facts)
    const inMemory = (fold: Fold) => () => {
      for (const fact of facts) {
        fold.apply(fact)
        if (fact.seq % 1000 === 0) fold.take()
      }
    }
    await rate('fold without figures, in memory', inMemory(createFold(emptyFoldState, noFigures)))
    await rate('fold alone, in memory', inMemory(createFold(emptyFoldState)))
  }
  await rate('bare consumer', async () => {
    const follower = tape.follow({
      stream: 'LEDGER',
      subjects: 'ledger.>',
      from: 1,
      signal: never,
      onMessage: (message) => void readFact(message),
    })
    await follower.reached(FACTS)
    follower.close()
    await follower.done
  })
  await createProjection(store.db, 'projection_next')
  await rate('projection without figures', () =>
    project({
      tape,
      store,
      schema: 'projection_next',
      signal: never,
      log: silent,
      until: FACTS,
      fold: (state) => createFold(state, noFigures),
    }),
  )
  await dropProjection(store.db, 'projection_next')
  const before = heapMiB()
  let half = 0
  const live = await rate('live projection into PostgreSQL', () =>
    project({
      tape,
      store,
      signal: never,
      log: silent,
      until: FACTS,
      onCommit({ seq }) {
        if (half === 0 && seq > FACTS / 2) half = heapMiB()
      },
    }),
  )
  console.log(`${'heap before, half-way, behind'.padEnd(44)} ${before}, ${half}, ${heapMiB()} MiB`)
  const rebuilt = await rate('rebuild beside it, swapped in', async () => {
    await rebuildProjection({ tape, store, signal: never, log: silent })
  })
  const { differing } = await verifyProjection({ tape, store, signal: never, log: silent })
  console.log(`${'rows that differ from a rebuild'.padEnd(44)} ${differing}`)
  console.log(`${'resident'.padEnd(44)} ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`)
  failed = live < LIMIT || rebuilt < LIMIT || differing > 0
} finally {
  await nats.stop()
  await postgres.stop()
  await rm(dir, { recursive: true, force: true })
}
process.exit(failed ? 1 : 0)
