import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
let servers: TestServers

beforeAll(async () => {
  servers = await startTestServers()
  await using tape = await connectTape({ servers: servers.natsUrl, name: 'test' })
  const publisher = tape.publisher()
  const facts = randomLedger({ seed: 5, facts: 1500, partitions: 8 })
  await Promise.all(facts.map((fact) => publisher.publish(subjectOf(fact), fact.text)))
})
afterAll(async () => {
  await servers?.[Symbol.asyncDispose]()
})

type Ended = { code: number; stdout: string; stderr: string }

const papertape = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, NATS_URL: servers.natsUrl, DATABASE_URL: servers.databaseUrl }
    const command = [main, 'rebuild', '--data-dir', '/nowhere', ...args]
    execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })

describe('rebuild', () => {
  it('grows the projection where there is none, and verifies it', async () => {
    const rebuilt = await papertape('--json')
    expect(rebuilt).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(rebuilt.stdout)).toMatchObject({
      rebuilt: ['projection', 'alarm-evaluator'],
      seq: 1500,
      events: 1500,
    })
    const verified = await papertape('--verify', '--json')
    expect(verified.code).toBe(0)
    expect(JSON.parse(verified.stdout)).toMatchObject({ same: true, seq: 1500, differing: 0 })
  })

  it('ends with 1 and shows the rows when they differ, until it is rebuilt', async () => {
    await using store = await openStore({ url: servers.databaseUrl, name: 'test' })
    const bots = () => store.projection().updateTable('bots').where('bot_id', '=', 'bot-0')
    await bots().set({ initial_capital: '123' }).execute()
    const verified = await papertape('--verify')
    expect(verified.code).toBe(1)
    expect(verified.stdout).toMatch(/bots +\d+ rows +1 DIFFER/)
    expect(verified.stdout).toContain('"initial_capital":"123"')
    expect((await papertape('projection')).code).toBe(0)
    expect((await papertape('--verify', 'projection')).code).toBe(0)
  })

  it('says in one line what is wrong with its arguments, with exit code 2', async () => {
    for (const args of [['nonsense'], ['projection', 'more'], ['--no-such-flag'], ['alarm-evaluator', '--verify']]) {
      const ended = await papertape(...args)
      expect(ended).toMatchObject({ code: 2, stdout: '' })
      expect(ended.stderr).toMatch(/^papertape: .+\n\nUsage: \.\/papertape rebuild/)
    }
  })
})
