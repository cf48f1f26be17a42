import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

type Point = { time: string; price: string }

const TRADES = 3000
const START = '2024-01-01T09:00:00.000Z'

let harness: Harness

/** A price that rises, with one deep dip and one high peak within. */
const entryPriceOf = (place: number): number => (place === 1234 ? 3 : place === 2345 ? 99_000 : 1000 + place)

/** Copies of one closed trade, a minute apart: more fills than an answer shows, in an instant. */
const copyTrades = async (): Promise<void> => {
  const { db } = harness.store
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'projection' and table_name = 'trades'`.execute(db)
  const at = (seconds: number) =>
    sql`to_char(timestamp '2024-01-01 10:00' + place * interval '1 minute' + ${sql.lit(seconds)} * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const changed = new Map<string, RawBuilder<unknown>>([
    ['trade_id', sql`trade_id || '-' || place`],
    ['entry_time', at(0)],
    ['opened_at', at(0)],
    ['exit_time', at(30)],
    ['entry_price', sql`(case place when 1234 then 3 when 2345 then 99000 else 1000 + place end)::text`],
    ['exit_price', sql`(1000 + place)::text || '.5'`],
  ])
  const values = rows.map(({ name }) => changed.get(name) ?? sql.ref(name))
  await sql`
    insert into projection.trades (${sql.join(rows.map(({ name }) => sql.ref(name)))})
    select ${sql.join(values)} from projection.trades, generate_series(1, ${TRADES}) place`.execute(db)
}

beforeAll(async () => {
  harness = await startHarness({ now: () => '2024-01-01T00:00:00.000Z' })
  await harness.register({ bot_id: 'busy' })
  await harness.trade({ bot_id: 'busy', signal_id: 's', accepted_at: START }, '111')
  await harness.pauseProjection()
  await copyTrades()
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('the points of a benchmark of many fills', () => {
  it('are at most a thousand true ones, in order, with both ends and every extreme', async () => {
    // An operator’s answers are never kept, so this one knows of the copies.
    const answer = await harness.data('/api/v1/analytics/benchmark?bot_id=busy', { operator: true })
    const points: Point[] = answer.points
    expect(answer.fills).toBe(2 * TRADES + 2)
    expect(points.length).toBeGreaterThan(900)
    expect(points.length).toBeLessThanOrEqual(1000)
    const times = points.map(({ time }) => time)
    expect(times).toEqual(times.toSorted())
    expect(points[0]?.price).toBe('100')
    expect(points.at(-1)?.price).toBe(`${1000 + TRADES}.5`)
    expect(points.map(({ price }) => price)).toEqual(expect.arrayContaining(['3', '99000']))
    for (const { time, price } of points.slice(2)) {
      const place = Math.floor((Date.parse(time) - Date.parse('2024-01-01T10:00:00.000Z')) / 60_000)
      expect([String(entryPriceOf(place)), `${1000 + place}.5`]).toContain(price)
    }
  })
})
