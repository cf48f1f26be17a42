import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type JetStreamManager, jetstream, jetstreamManager, type StreamConfig } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/nats-core'
import { connect } from '@nats-io/transport-node'
import { changeIntegrators, findNatsServer, freePort, startNats } from '@papertape/embedded'
import { connectTape } from '@papertape/tape'
import { hash } from 'bcryptjs'

/** A nats-server with streams, and the ways into it. */
export type World = AsyncDisposable & {
  core: NatsConnection
  manager: JetStreamManager
  login(user: string): Promise<NatsConnection>
  /** One more connection of the same user. */
  loginAgain(as: NatsConnection): Promise<NatsConnection>
  /** Fulfilled when everything that was published before, and whatever followed from it, stands in its stream. */
  settled(): Promise<void>
  /** How many messages a stream holds under a subject as stored. */
  count(stream: string, subject: string): Promise<number>
}

const password = 'secret'
const bots = ['mine', 'mine-too']

const integrator = async () => ({
  name: 'integrator',
  bots,
  created_at: new Date(0).toISOString(),
  password_hash: await hash(password, 4),
})

/** The server and the streams as `up` makes them, with an integrator. */
export const realWorld = async (): Promise<World> => {
  const dir = mkdtempSync(join(tmpdir(), 'papertape-real-'))
  const one = await integrator()
  await changeIntegrators(dir, () => [one])
  const server = await startNats({ dir, port: await freePort() })
  const tape = await connectTape({ servers: server.url, name: 'streams', partitions: 1 })
  await tape[Symbol.asyncDispose]()
  return worldAt(server.url, 'inbox.0.', async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  })
}

/**
 * What Papertape must not be: API requests are not checked strictly, streams take every power of a header, and in the core
 * account there are `guest`, who may do anything, and `insider`, whom permissions alone confine to what an integrator may do.
 */
export const weakWorld = async (): Promise<World> => {
  const dir = mkdtempSync(join(tmpdir(), 'papertape-weak-'))
  const one = await integrator()
  await changeIntegrators(dir, () => [one])
  const port = await freePort()
  const made = await startNats({ dir, port })
  await made.stop()
  plant(join(dir, 'nats-server.conf'), '"sync_interval":"always"', '"sync_interval":"always","strict":false')
  plant(join(dir, 'accounts.conf'), '"users": [{', `"users": ${JSON.stringify(planted).slice(0, -1)},{`)
  const binary = await findNatsServer(() => {})
  const child = spawn(binary, ['-c', join(dir, 'nats-server.conf')], {
    env: { NATS_CORE_PASSWORD: 'core' },
    stdio: 'ignore',
  })
  await listening(child, port)
  const connection = await connect({ servers: made.url })
  const { streams } = await jetstreamManager(connection)
  for (const config of weakStreams) await streams.add(config)
  await connection.close()
  return worldAt(made.url, 'signals.', async () => {
    child.kill()
    await once(child, 'exit')
    rmSync(dir, { recursive: true, force: true })
  })
}

const planted = [
  { user: 'guest', password },
  {
    user: 'insider',
    password,
    permissions: {
      publish: { allow: bots.map((bot) => `signals.${bot}`) },
      subscribe: { allow: [...bots.map((bot) => `ledger.*.${bot}.>`), '_INBOX.>'] },
    },
  },
]

const powers = { allow_rollup_hdrs: true, allow_msg_ttl: true, allow_msg_schedules: true } as const
const weakStreams: (Partial<StreamConfig> & { name: string })[] = [
  { name: 'SIGNALS', subjects: ['signals.*'], ...powers },
  { name: 'PRICES', subjects: ['prices.*.*'] },
  {
    name: 'LEDGER',
    subjects: ['append.>'],
    subject_transform: { src: 'append.>', dest: 'ledger.>' },
    republish: { src: 'ledger.>', dest: 'ledger.>' },
  },
]

const plant = (file: string, from: string, to: string): void => {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(
    file,
    text.replace(from, () => to),
  )
}

const listening = async (child: ChildProcess, port: number): Promise<void> => {
  while (child.exitCode === null) {
    try {
      await (await connect({ port, reconnect: false })).close()
      return
    } catch {
      await pause(20)
    }
  }
  throw new Error('the weak nats-server does not start')
}

const worldAt = async (url: string, signalsRoot: string, stop: () => Promise<void>): Promise<World> => {
  const core = await connect({ servers: url })
  const manager = await jetstreamManager(core)
  const js = jetstream(core)
  await manager.streams.add({ name: 'SPARE', subjects: ['spare.>'], allow_direct: true })
  await manager.streams.add({ name: 'DOOMED', subjects: ['doomed'] })
  await js.publish('spare.one', 'spare')
  const users = new Map<NatsConnection, string>()
  const login = async (user: string) => {
    const connection = await connect({ servers: url, user, pass: password, reconnect: false })
    users.set(connection, user)
    return connection
  }
  return {
    core,
    manager,
    login,
    loginAgain: (as) => login(users.get(as) ?? ''),
    async settled() {
      // Twice, because what follows from a message is published to another stream only once the message is stored.
      for (const _ of [1, 2]) {
        for (const subject of ['signals.settled', 'prices.settled.settled', 'append.0.settled.a.b']) {
          await js.publish(subject, '{}')
        }
      }
      await core.flush()
    },
    async count(stream, subject) {
      const filter = stream === 'SIGNALS' ? subject.replace('signals.', signalsRoot) : subject
      const { state } = await manager.streams.info(stream, { subjects_filter: filter })
      return Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0)
    },
    async [Symbol.asyncDispose]() {
      await core.close()
      await stop()
    },
  }
}
