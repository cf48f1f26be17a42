import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../src/api/operations/index.ts'
import { PROBLEMS } from '../src/http/problem.ts'
import { type Harness, type Reply, startHarness } from './harness.ts'

let harness: Harness
let page: Reply
beforeAll(async () => {
  harness = await startHarness()
  page = await harness.ask('/api/docs')
})
afterAll(() => harness[Symbol.asyncDispose]())

const ids = () => new Set([...String(page.body).matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id))

describe('the reference', () => {
  it('tells of every operation, problem and schema', async () => {
    const document = (await harness.ask('/api/openapi.json')).body
    const expected = [
      ...operations.map(({ id }) => id),
      ...Object.keys(PROBLEMS).map((code) => `problem-${code}`),
      ...Object.keys(document.components.schemas).map((name) => `schema-${name}`),
    ]
    const found = ids()
    expect(expected.filter((id) => !found.has(id))).toEqual([])
  })
  it('links to nothing that is not there', () => {
    const found = ids()
    const links = [...String(page.body).matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id)
    expect(links.length).toBeGreaterThan(200)
    expect(links.filter((id) => !found.has(id))).toEqual([])
  })
  it('runs nothing and asks nobody else', () => {
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/)
    expect(page.body).not.toMatch(/<script|<img|<link|<iframe|@import|url\(/)
  })
  it('shows an answer for every example that has one', () => {
    const shown = String(page.body).match(/aria-label="Example answer"/g) ?? []
    // Streams, pages, files other than JSON and the two documents are not shown in themselves.
    const without = ['openStream', 'streamEvents', 'streamBotState', 'getReportPage', 'getReference']
    const files = ['exportPositions', 'exportSignals', 'exportEquity', 'exportReturns']
    const documents = ['getOpenApi', 'getAsyncApi']
    expect(shown).toHaveLength(operations.length - without.length - files.length - documents.length)
  })
})
