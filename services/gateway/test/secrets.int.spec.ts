import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness, TOKEN } from './harness.ts'

const lines: string[] = []
let harness: Harness
let sourceToken = ''

beforeAll(async () => {
  harness = await startHarness({ onLine: (line) => lines.push(line) })
  await harness.register({ bot_id: 'bot' })
  await harness.trade({ bot_id: 'bot', signal_id: 's1' }, '111')
  const added = await harness.data('/api/v1/sources', { operator: true, body: { name: 'src', bots: null } })
  sourceToken = added.token
})
afterAll(() => harness[Symbol.asyncDispose]())

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const WRONG = 'a-guess-that-is-wrong'

/** Every route with every method it takes, and with names that exist or do not. */
const everyRoute = (): [method: string, path: string][] =>
  ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) =>
    harness.routes
      .urls(method)
      .filter((url) => !url.includes('stream'))
      .flatMap((url): [string, string][] => [
        [method, url.replaceAll(/:\w+/g, 'none')],
        [method, url.replace(':bot_id', 'bot').replace(':signal_id', 's1').replaceAll(/:\w+/g, 'none')],
      ]),
  )
const askAll = async (given: Parameters<Harness['ask']>[1] = {}) => {
  const replies = []
  for (const [method, path] of everyRoute()) {
    const body = method === 'GET' ? {} : { raw: JSON.stringify({ signal_id: 's1', note: WRONG }) }
    replies.push({ method, path, ...(await harness.ask(path, { ...given, method, ...body })) })
  }
  return replies
}

describe('tokens', () => {
  it('are in no line of the log, whatever is asked with them', async () => {
    await askAll({ headers: bearer(WRONG) })
    await askAll({ headers: bearer(sourceToken) })
    for (const path of [`/api/v1/bots?token=${TOKEN}`, `/api/${TOKEN}`, `/api/v1/bots/${sourceToken}`]) {
      await harness.ask(path, { operator: true })
    }
    await harness.ask('/api/v1/bots', { headers: { cookie: `t=${TOKEN}`, 'x-request-id': 'known-one' } })
    const log = lines.join('\n')
    expect(log).toContain('known-one')
    for (const secret of [TOKEN, encodeURIComponent(TOKEN), sourceToken, WRONG, 'Bearer']) {
      expect(log.includes(secret)).toBe(false)
    }
  })
  it('are in no answer but the one that made them', async () => {
    const replies = await askAll({ headers: bearer(sourceToken) })
    replies.push(...(await askAll({ operator: true })))
    for (const { method, path, body, headers } of replies) {
      const text = JSON.stringify([body, [...headers]])
      expect([method, path, text.includes(sourceToken), text.includes(TOKEN)]).toEqual([method, path, false, false])
    }
  })
})

describe('an error', () => {
  const INSIDE =
    /node_modules|\.ts:\d|    at |select |insert |\brelation\b|\bcolumn\b|syntax error|postgres:|nats:|ECONN|42P01/i
  it('of whatever route shows nothing of what is inside, also where PostgreSQL refuses', async () => {
    const before = await askAll()
    for (const { path, status, body } of before) {
      if (status >= 400) expect([path, INSIDE.test(JSON.stringify(body))]).toEqual([path, false])
    }
    await sql`alter table projection.trades rename to gone`.execute(harness.store.db)
    await sql`alter table projection.bots rename to gone_too`.execute(harness.store.db)
    try {
      const broken = await askAll({ operator: true })
      const failed = broken.filter(({ status }) => status >= 500)
      expect(failed.length).toBeGreaterThan(5)
      for (const { path, status, body } of failed) {
        expect([path, INSIDE.test(JSON.stringify(body))]).toEqual([path, false])
        if (status === 500 && typeof body === 'object') {
          expect(body).toMatchObject({ code: 'internal', detail: 'It has been logged under the request id.' })
          expect(lines.join('\n')).toContain(body.request_id)
        }
      }
    } finally {
      await sql`alter table projection.gone rename to trades`.execute(harness.store.db)
      await sql`alter table projection.gone_too rename to bots`.execute(harness.store.db)
    }
  })
})
