import { fork, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort, startNats, startPostgres } from '@papertape/embedded'
import { subjects } from '@papertape/events'
import { openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { sql } from 'kysely'
import { type LoadResult, loadHttp } from './http-load.ts'
import { writeRecord } from './kpi-record.ts'

/**
 * How fast figures are read with 1,000 bots and a million trades, beside a bare Fastify handler that sends the same bytes
 * in the same run. The budget: p99 below 10 ms at 2,000 requests/s for current and summary, a history of 90 days in below
 * 50 ms. Measured at rest, and while the projection moves twenty times a second, which makes every answer anew.
 * Run: `node bench/kpi-reads.ts [TRADES] [SECONDS]`; exits 1 when a limit is missed.
 */
const TRADES = Number(process.argv[2] ?? 1_000_000)
const SECONDS = Number(process.argv[3] ?? 5)
const BOTS = 1000
const PER_SECOND = 2000
const P99_MS_MAX = 10
const HISTORY_MS_MAX = 50
const MOVES_PER_SECOND = 20

const main = fileURLToPath(new URL('../services/gateway/src/main.ts', import.meta.url))
const bareHandler = fileURLToPath(new URL('./bare-handler.ts', import.meta.url))

let missed = 0
const tell = (what: string, result: LoadResult, p99MsMax?: number): void => {
  const { perSecond, p50Ms, p99Ms, maxMs, failed } = result
  const isMissed = failed > 0 || (p99MsMax !== undefined && !(p99Ms < p99MsMax))
  if (isMissed) missed += 1
  const times = [p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(1).padStart(7)).join(' ')
  const rate = Math.round(perSecond).toLocaleString('en').padStart(7)
  console.log(
    `${what.padEnd(44)} ${rate}/s ${times} ms${failed > 0 ? `, ${failed} failed` : ''}${isMissed ? '  MISSED' : ''}`,
  )
}

const dir = await mkdtemp(join(tmpdir(), 'papertape-bench-'))
const nats = await startNats({ dir: join(dir, 'nats'), port: await freePort() })
const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort() })
const port = await freePort()
const origin = `http://127.0.0.1:${port}`
const children: { kill(): boolean }[] = []
try {
  await using tape = await connectTape({ servers: nats.url, name: 'bench' })
  await using store = await openStore({ url: postgres.url, name: 'bench' })
  const startedAtMs = performance.now()
  const ids = await writeRecord(store, { bots: BOTS, full: 20, trades: TRADES })
  const seconds = Math.round((performance.now() - startedAtMs) / 1000)
  console.log(`${BOTS} bots, ${TRADES.toLocaleString('en')} trades, full history of 21 scopes: written in ${seconds} s`)
  const env = {
    ...process.env,
    NATS_URL: nats.url,
    DATABASE_URL: postgres.url,
    PAPERTAPE_PORT: String(port),
    PAPERTAPE_HEALTH_PORT: '0',
    PAPERTAPE_ADMIN_TOKEN: 'the token of a bench',
    PAPERTAPE_LOG_LEVEL: 'fatal',
    // Counted as ever, but one address asks for all here.
    PAPERTAPE_RATE_LIMIT_PUBLIC: '1000000000',
  }
  children.push(spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit'] }))
  for (let up = false; !up; await pause(100))
    up = await fetch(`${origin}/api/kpi/current`).then(
      (r) => r.ok,
      () => false,
    )

  const body = await (await fetch(`${origin}/api/kpi/current`)).text()
  const bare = fork(bareHandler, [body])
  children.push(bare)
  const bareOrigin = await new Promise<string>((resolve, reject) =>
    bare.once('message', (address) =>
      typeof address === 'string' ? resolve(address) : reject(new Error('no address')),
    ),
  )

  console.log(
    `${''.padEnd(44)} ${'rate'.padStart(9)} ${['p50', 'p99', 'max'].map((name) => name.padStart(7)).join(' ')}`,
  )
  const current = ['/api/kpi/current']
  const perBot = ids.map((id) => `/api/kpi/current?bot_id=${id}`)
  const summaries = ids.map((id) => `/api/kpi/summary?bot_id=${id}`)
  const full = { seconds: SECONDS }
  const paced = { seconds: SECONDS, perSecond: PER_SECOND }
  for (const paths of [current, perBot, perBot]) await loadHttp(origin, paths, { seconds: 2 })
  tell('bare handler, as fast as it can', await loadHttp(bareOrigin, ['/'], full))
  tell('bare handler, 2,000/s', await loadHttp(bareOrigin, ['/'], paced))
  tell('kpi/current, as fast as it can', await loadHttp(origin, current, full))
  tell('kpi/current, 2,000/s', await loadHttp(origin, current, paced), P99_MS_MAX)
  tell('kpi/current of 1,000 bots, 2,000/s', await loadHttp(origin, perBot, paced), P99_MS_MAX)
  tell('kpi/summary of 1,000 bots, 2,000/s', await loadHttp(origin, summaries, paced), P99_MS_MAX)

  const { epoch, seq } = await store.projection().selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow()
  let at = seq
  const moving = setInterval(() => {
    at += 1
    void sql`update projection.checkpoint set seq = ${at}`
      .execute(store.db)
      .then(() => tape.hint(subjects.liveProjection, { epoch, seq: at, bots: [] }))
  }, 1000 / MOVES_PER_SECOND)
  tell('moving: kpi/current, as fast as it can', await loadHttp(origin, current, full))
  tell('moving: kpi/current, 2,000/s', await loadHttp(origin, current, paced), P99_MS_MAX)
  tell('moving: kpi/current of 1,000 bots, 2,000/s', await loadHttp(origin, perBot, paced), P99_MS_MAX)
  tell('moving: kpi/summary of 1,000 bots, 2,000/s', await loadHttp(origin, summaries, paced), P99_MS_MAX)
  const history = [
    '/api/kpi/history?hours=2160',
    ...ids.slice(0, 20).map((id) => `/api/kpi/history?hours=2160&bot_id=${id}`),
  ]
  const points = (await (await fetch(`${origin}${history[0]}`)).json()) as {
    data: unknown[]
    meta: { interval: string }
  }
  console.log(`a history of 90 days has ${points.data.length} points of ${points.meta.interval}`)
  tell(
    'moving: history of 90 days, one at a time',
    await loadHttp(origin, history, { seconds: SECONDS, connections: 1 }),
    HISTORY_MS_MAX,
  )
  clearInterval(moving)
} finally {
  for (const child of children) child.kill()
  await nats.stop()
  await postgres.stop()
  await rm(dir, { recursive: true, force: true })
}
process.exit(missed > 0 ? 1 : 0)
