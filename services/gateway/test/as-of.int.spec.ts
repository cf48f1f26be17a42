import { createFold, emptyFoldState, type Fact } from '@papertape/projection'
import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

type Snapshot = { timestamp: string | null; ledger_seq: number; [figure: string]: unknown }

/** Given to run a case again. */
const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000)
const FACTS = 3000
const ROLLING = ['return_24h_pct', 'return_7d_pct', 'return_30d_pct']

let harness: Harness
let facts: Fact[]
/** By scope, every snapshot there ever was, in ledger order: from one plain fold from the first fact on. */
const snapshots = new Map<string, Snapshot[]>()

beforeAll(async () => {
  harness = await startHarness()
  // Pauses of a minute on average: some days, and several snapshots in many a minute.
  facts = randomLedger({ seed, facts: FACTS, partitions: harness.tape.partitions, pauseMsMax: 100_000 })
  const fold = createFold(emptyFoldState)
  for (const fact of facts) {
    fold.apply(fact)
    for (const { scope, snapshot } of fold.take().changes.upserts.kpi_current ?? []) {
      const parsed: Snapshot = JSON.parse(snapshot)
      const known = snapshots.getOrInsertComputed(scope, () => [])
      if (known.at(-1)?.ledger_seq !== parsed.ledger_seq) known.push(parsed)
    }
  }
  const publisher = harness.tape.publisher()
  for (const fact of facts) await publisher.publish(subjectOf(fact), fact.text)
  if (!(await harness.gateway.watch.reached(FACTS, 60_000))) throw new Error('the projection is not there')
})
afterAll(() => harness[Symbol.asyncDispose]())

const pathOf = (scope: string, moment: number | string): string =>
  `/api/kpi/current?${scope.startsWith('@') ? `mode=${scope.slice(1)}` : `bot_id=${scope}`}&as_of=${moment}`

const withoutRolling = (shown: Snapshot): unknown => {
  const quality = Object.entries(shown['quality'] as object).filter(([name]) => !ROLLING.includes(name))
  const figures = Object.entries(shown).filter(([name]) => !ROLLING.includes(name))
  return Object.fromEntries([
    ...figures.filter(([name]) => name !== 'quality'),
    ['quality', Object.fromEntries(quality)],
  ])
}

const ask = async (scope: string, moment: number | string) => {
  const { status, body } = await harness.ask(pathOf(scope, moment), { operator: true })
  return { status, body }
}

describe(`figures as of a ledger sequence (seed ${seed})`, () => {
  it('are those of a fold of the ledger up to there, for every scope', async () => {
    const wrong: string[] = []
    let sought = 0
    for (const [scope, all] of snapshots) {
      for (let seq = 7; seq <= FACTS; seq += 131) {
        const expected = all.findLast(({ ledger_seq }) => ledger_seq <= seq)
        const { status, body } = await ask(scope, seq)
        if (expected === undefined) {
          if (scope.startsWith('@')) expect([status, body.data.ledger_seq]).toEqual([200, 0])
          else expect([status, body.code]).toEqual([404, 'bot-not-found'])
          continue
        }
        sought += 1
        expect(body.meta).toMatchObject({ as_of: { seq } })
        if (JSON.stringify(withoutRolling(body.data)) !== JSON.stringify(expected)) wrong.push(`${scope} ${seq}`)
      }
    }
    expect(wrong).toEqual([])
    expect(sought).toBeGreaterThan(50)
  })

  it('are those of the very snapshots, just before one and at it', async () => {
    for (const [scope, all] of snapshots) {
      for (const index of [1, Math.floor(all.length / 2), all.length - 1]) {
        const [before, at] = [all[index - 1], all[index]]
        if (before === undefined || at === undefined) continue
        expect(withoutRolling((await ask(scope, at.ledger_seq)).body.data)).toEqual(at)
        expect(withoutRolling((await ask(scope, at.ledger_seq - 1)).body.data)).toEqual(before)
      }
    }
  })
})

describe('figures as of a time', () => {
  it('are the newest snapshot at or before it', async () => {
    for (const [scope, all] of snapshots) {
      for (let index = 1; index < all.length; index += Math.ceil(all.length / 12)) {
        const time = all[index]?.timestamp
        if (time === null || time === undefined) continue
        for (const moment of [time, new Date(Date.parse(time) - 1).toISOString()]) {
          const expected = all.findLast(({ timestamp }) => timestamp === null || timestamp <= moment)
          const { status, body } = await ask(scope, moment)
          if (expected === undefined) expect([scope, moment, status, body.data?.ledger_seq ?? 0]).toContain(0)
          else expect([scope, moment, withoutRolling(body.data)]).toEqual([scope, moment, expected])
        }
      }
    }
  })
})

describe('the other routes', () => {
  it('show the same moment', async () => {
    const seq = 2000
    const scope = 'mode=live'
    const current = await harness.data(`/api/kpi/current?${scope}&as_of=${seq}`)
    const summary = await harness.data(`/api/kpi/summary?${scope}&as_of=${seq}`)
    const history = await harness.data(`/api/kpi/history?hours=876000&${scope}&as_of=${seq}`)
    const performance = await harness.data(`/api/public/paper-trading/performance/?${scope}&as_of=${seq}`)
    expect(summary.returns.total).toBe(current.total_return_pct)
    expect(summary.timestamp).toBe(current.timestamp)
    expect(withoutRolling(history.at(-1) ?? current)).toEqual(withoutRolling(current))
    expect(history.every((point: Snapshot) => point.ledger_seq <= seq)).toBe(true)
    expect(performance).toMatchObject(current)
    expect(performance.pnl_total).toMatchObject({
      trades: current.total_trades,
      winning_trades: current.winning_trades,
      realized_pnl: current.realized_pnl,
    })
  })

  it('break trades down as the projection did at the ledger’s end', async () => {
    for (const scope of [
      'mode=live',
      'mode=replay',
      `bot_id=${[...snapshots.keys()].find((key) => !key.startsWith('@'))}`,
    ]) {
      const path = `/api/public/paper-trading/performance/?${scope}`
      const {
        return_24h_pct: _,
        return_7d_pct: __,
        return_30d_pct: ___,
        quality: ____,
        ...now
      } = await harness.data(path, { operator: true })
      expect(await harness.data(`${path}&as_of=${FACTS}`, { operator: true })).toMatchObject(now)
    }
  })

  it('say when nobody can know yet', async () => {
    expect((await harness.ask(`/api/kpi/current?as_of=${FACTS + 1}`)).body).toMatchObject({
      status: 400,
      code: 'as-of-beyond',
      detail: `The ledger ends at ${FACTS}.`,
    })
    expect((await harness.ask('/api/kpi/current?as_of=2999-01-01T00:00:00Z')).body.code).toBe('as-of-beyond')
    for (const bad of ['-1', '1.5', '2024-01-01', 'yesterday', '']) {
      const { body } = await harness.ask(`/api/kpi/current?as_of=${bad}`)
      expect(body).toMatchObject({ status: 400, code: 'validation', errors: [{ pointer: '/as_of' }] })
    }
  })

  it('are an account in which nothing has happened before the record', async () => {
    expect(await harness.data('/api/kpi/current?mode=live&as_of=0')).toMatchObject({
      ledger_seq: 0,
      account_value: 0,
      total_trades: 0,
      timestamp: null,
    })
    expect(await harness.data('/api/kpi/current?mode=live&as_of=2000-01-01T00:00:00Z')).toMatchObject({ ledger_seq: 0 })
  })

  it('hide private bots from all but the operator', async () => {
    await harness.register({ bot_id: 'hush', public: false })
    const path = `/api/kpi/current?bot_id=hush&as_of=${FACTS + 1}`
    expect((await harness.ask(path, { operator: true })).status).toBe(200)
    expect((await harness.ask(path)).body.code).toBe('bot-not-found')
  })

  it('answer the same question about the past from memory', async () => {
    const first = await harness.ask('/api/kpi/current?mode=live&as_of=1500')
    const again = await harness.ask('/api/kpi/current?mode=live&as_of=1500')
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(again.body).toEqual(first.body)
  })
})
