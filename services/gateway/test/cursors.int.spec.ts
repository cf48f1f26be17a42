import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'bot' })
  await harness.register({ bot_id: 'other' })
  for (let i = 0; i < 30; i += 1) await open(i)
})
afterAll(() => harness[Symbol.asyncDispose]())

/** Several share one instant, so that the key's second part counts. */
const open = (i: number, ...prices: string[]) =>
  harness.trade(
    {
      bot_id: i % 3 === 0 ? 'other' : 'bot',
      signal_id: `s${i}`,
      accepted_at: new Date(Date.UTC(2024, 0, 1, 0, Math.floor(i / 4))).toISOString(),
    },
    ...prices,
  )

/** All rows of a list, page by page; `between` happens after each page. */
const walk = async (path: string, between: () => Promise<unknown>): Promise<Record<string, unknown>[]> => {
  const rows: Record<string, unknown>[] = []
  let cursor = ''
  do {
    const { body, status } = await harness.ask(`${path}?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`)
    expect(status).toBe(200)
    rows.push(...(Array.isArray(body.data) ? body.data : body.data.signals))
    cursor = body.page.next ?? ''
    await between()
  } while (cursor !== '')
  return rows
}

it.each(['/api/public/paper-trading/', '/api/public/paper-trading/open-positions/', '/api/v1/signals'])(
  'a walk through %s sees each row that was there once, in order, while others are written',
  async (path) => {
    const key = ({ bot_id, signal_id }: Record<string, unknown>) => `${String(bot_id)} ${String(signal_id)}`
    const whole = (await harness.ask(`${path}?limit=500`)).body.data
    const before = (Array.isArray(whole) ? whole : whole.signals).map(key)
    let i = 1000 + Math.floor(before.length * 100)
    const walked = (await walk(path, () => open((i += 1)))).map(key)
    expect(walked.filter((row) => before.includes(row))).toEqual(before)
    expect(new Set(walked).size).toBe(walked.length)
  },
)

it('a walk through the registry ends', async () => {
  expect((await walk('/api/v1/bots', async () => undefined)).map(({ bot_id }) => bot_id)).toEqual(['bot', 'other'])
})

it.each(['x', 'W10', '%00', 'eyJhIjoxfQ'])('a made-up cursor %s is refused', async (cursor) => {
  for (const path of ['/api/public/paper-trading/', '/api/v1/signals', '/api/v1/bots']) {
    expect((await harness.ask(`${path}?cursor=${cursor}`)).body.code).toBe('invalid-cursor')
  }
})
