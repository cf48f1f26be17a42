import { openStore } from '@papertape/store'
import { startTestServers } from '@papertape/testkit'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { startProjector } from './given-projector.ts'

/** The lock under which every process sets its schema up. */
const SET_UP_LOCK = 7_261_001

it('gets over a PostgreSQL that is killed while it looks at the projection for the first time', async () => {
  await using servers = await startTestServers()
  await using store = await openStore({ url: servers.databaseUrl, name: 'test' })
  const { db } = store
  // Held back before its look; then the look waits for the end of the ledger, which nats-server does not tell.
  const projector = await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${SET_UP_LOCK})`.execute(connection)
    const started = await startProjector(servers, 'first')
    await expect
      .poll(async () => (await sql`select from pg_locks where not granted`.execute(db)).rows.length)
      .toBeGreaterThan(0)
    await servers.nats.kill()
    await sql`select pg_advisory_unlock(${SET_UP_LOCK})`.execute(connection)
    return started
  })
  const looking = sql`select from pg_stat_activity
    where application_name = 'kpi-projector' and state = 'idle in transaction'`
  await expect.poll(async () => (await looking.execute(db)).rows.length, { timeout: 20_000 }).toBe(1)

  await servers.postgres.kill()
  await servers.postgres.restart()
  await servers.nats.restart()
  await expect.poll(async () => (await projector.health()).status, { timeout: 40_000 }).toBe(200)
  projector.kill('SIGTERM')
  expect(await projector.exited).toBe(0)
})
