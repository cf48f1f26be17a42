import { type Json, type Judge, judgeBy } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { exampleRequest } from '../src/api/docs/example-request.ts'
import type { Operation } from '../src/api/operation.ts'
import { operations } from '../src/api/operations/index.ts'
import { SERVICES } from '../src/live/services-seen.ts'
import { askRaw } from './contract/ask.ts'
import { type Names, recordExampleData } from './contract/example-data.ts'
import { type Harness, startHarness, TOKEN } from './harness.ts'

const NOON = '2024-01-01T12:30:00.000Z'

let harness: Harness
let document: Json
let judge: Judge
let names: Names
let beating: NodeJS.Timeout

/** As if every service were there: the example of health is that of a whole system. */
const beat = (): void => {
  for (const service of SERVICES) harness.tape.hint(`alive.${service}.1`, { service, instance: '1', ready: true })
}

beforeAll(async () => {
  harness = await startHarness({ notify: { allowPrivate: true, publicUrl: undefined }, now: () => NOON })
  names = await recordExampleData(harness)
  beating = setInterval(beat, 500)
  await vi.waitFor(async () => expect((await harness.ask('/api/health')).status).toBe(200))
  document = (await harness.ask('/api/openapi.json')).body
  judge = judgeBy(document)
})
afterAll(async () => {
  clearInterval(beating)
  await harness[Symbol.asyncDispose]()
})

const ROWS_SHOWN = 2
const TEXT_SHOWN = 300

/** What differs from run to run, as one value. */
const STEADY: readonly [RegExp, string][] = [
  [/^20(?!24)\d\d-\d\d-\d\dT[\d:.]+Z$/, '2024-01-01T12:30:00.000Z'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '0f8b5c1e-6a9d-4d0b-9a4e-2f7c1d3e5a60'],
  [/\bc[0-9a-f]{18}\b/g, 'c5d41402abc4b2a76b9'],
  [/\bt[0-9a-f]{30}\b/g, 't7d793037a0760186574b0282f2f435'],
  [/\bsrc_[0-9a-f]{18}\b/g, 'src_1f3870be274f6c49b3'],
  [/\bshr_[0-9a-f]{18}\b/g, 'shr_9b2c4e7a10d3f58821'],
  [/\/share\/[\w-]{22}$/, '/share/…'],
]

const steadyText = (text: string): string => STEADY.reduce((whole, [from, to]) => whole.replace(from, to), text)

/** Facts that requests make: each request makes one with an id of its own. */
const ACT = /^(?:bot|alarm|alarms|trade)\.(?!raised|escalated|cleared)/

/** An answer as the reference shows it: the same in each run, and no longer than people read. */
const shown = (value: Json, key = ''): Json => {
  if (typeof value === 'string') {
    const text = steadyText(value)
    if (key === 'token') return text.length > 22 ? 'pts_…' : '…'
    if (key === 'token_end') return 'x7Qa'
    return text.length > TEXT_SHOWN ? `${text.slice(0, TEXT_SHOWN)}…` : text
  }
  if (Array.isArray(value)) return value.slice(0, ROWS_SHOWN).map((one) => shown(one, key))
  if (typeof value !== 'object' || value === null) {
    return value !== null && /^(?:duration|p\d\d)_ms$/.test(key) ? 3 : value
  }
  const isAct = typeof value.type === 'string' && ACT.test(value.type)
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      isAct && name === 'id' ? 'e73423c9e963fb1c4ba2edcf3' : shown(part, name),
    ]),
  )
}

const rank = ({ method }: Pick<Operation, 'method'>): number => (method === 'DELETE' ? 1 : 0)

describe('the examples of the reference', () => {
  it('work as they are told', async () => {
    const recorded: string[] = []
    // What removes something comes last.
    for (const operation of operations.toSorted((a, b) => rank(a) - rank(b))) {
      const { method, path, body } = exampleRequest(operation, names)
      const { status, mediaType, text } = await askRaw(harness.url, {
        method,
        path,
        body: body ?? undefined,
        headers: {
          ...(operation.auth === 'anyone' ? {} : { authorization: `Bearer ${TOKEN}` }),
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
      })
      const expected = operation.id === 'openStream' ? 426 : operation.answers[0].status
      expect([operation.id, status, text.slice(0, 500)]).toEqual([operation.id, expected, text.slice(0, 500)])
      const answer: Json = /[/+]json$/.test(mediaType) ? JSON.parse(text) : null
      const { content } = document.paths[operation.path][method.toLowerCase()].responses[status]
      if (answer !== null) expect([operation.id, judge(content[mediaType].schema, answer)]).toEqual([operation.id, []])
      const isShown = answer !== null && !path.endsWith('.json') && status < 300
      const line = { id: operation.id, path: steadyText(path), status, ...(isShown ? { answer: shown(answer) } : {}) }
      recorded.push(`${JSON.stringify(line)}\n`)
    }
    await expect(recorded.join('')).toMatchFileSnapshot('../src/api/docs/example-answers.ndjson')
  })
})
