import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { startTestServers, type TestServers } from '@papertape/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'

let servers: TestServers
beforeAll(async () => {
  servers = await startTestServers()
})
afterAll(() => servers[Symbol.asyncDispose]())

const query = async (sql: string) => {
  const client = new pg.Client({ connectionString: servers.databaseUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

it('gives a nats-server that keeps what it acknowledged through a kill, on the same port', async () => {
  const publish = async () => {
    const connection = await connect({ servers: servers.natsUrl })
    await (await jetstreamManager(connection)).streams.add({ name: 'KEPT', subjects: ['kept'] })
    const { seq } = await jetstream(connection).publish('kept', 'x')
    await connection.close()
    return seq
  }
  expect(await publish()).toBe(1)
  await servers.nats.kill()
  await servers.nats.restart()
  expect(await publish()).toBe(2)
})

it('gives an empty database that keeps what it committed through a kill, sorted alike everywhere', async () => {
  expect(await query(`select from pg_tables where schemaname = 'public'`)).toEqual([])
  await query(`create table word as select * from (values ('b'), ('A'), ('a'), ('ä'), ('B')) as w (word)`)
  await servers.postgres.kill()
  await servers.postgres.restart()
  expect(await query('select word from word order by word')).toEqual(
    ['A', 'B', 'a', 'b', 'ä'].map((word) => ({ word })),
  )
})
