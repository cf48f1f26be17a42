import { dayAfter } from '@papertape/metrics'
import { createFold, emptyFoldState, type Fact } from '@papertape/projection'
import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

type Snapshot = { timestamp: string | null; ledger_seq: number; account_value: number; quality: object } & {
  [figure: string]: number | null
}
type Day = { day: string; closed_seq: number; equity: string; level: string; return: number | null; idle_days: number }

/** Given to run a case again. */
const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000)
const FACTS = 3000

let harness: Harness
/** By scope, every snapshot and every closed day there ever was: from one plain fold from the first fact on. */
const snapshots = new Map<string, Snapshot[]>()
const closed = new Map<string, Day[]>()

beforeAll(async () => {
  harness = await startHarness()
  // Pauses of a quarter of an hour on average: a month and more.
  const facts: Fact[] = randomLedger({ seed, facts: FACTS, partitions: harness.tape.partitions, pauseMsMax: 1_800_000 })
  const fold = createFold(emptyFoldState)
  for (const fact of facts) {
    fold.apply(fact)
    const { kpi_current = [], daily_returns = [] } = fold.take().changes.upserts
    for (const { scope, snapshot } of kpi_current) {
      const parsed: Snapshot = JSON.parse(snapshot)
      const known = snapshots.getOrInsertComputed(scope, () => [])
      if (known.at(-1)?.ledger_seq !== parsed.ledger_seq) known.push(parsed)
    }
    for (const day of daily_returns) closed.getOrInsertComputed(day.scope, () => []).push(day)
  }
  const publisher = harness.tape.publisher()
  for (const fact of facts) await publisher.publish(subjectOf(fact), fact.text)
  if (!(await harness.gateway.watch.reached(FACTS, 60_000))) throw new Error('the projection is not there')
})
afterAll(() => harness[Symbol.asyncDispose]())

const askOf = (scope: string, seq: number) =>
  harness.data(
    `/api/v1/analytics/returns?${scope.startsWith('@') ? `mode=${scope.slice(1)}` : `bot_id=${scope}`}&as_of=${seq}`,
    { operator: true },
  )

/** Every scope at some places of the ledger, with the snapshot that stood there and the answer. */
async function* cases() {
  for (const [scope, all] of snapshots) {
    for (let seq = 400; seq <= FACTS; seq += 650) {
      const snapshot = all.findLast(({ ledger_seq }) => ledger_seq <= seq)
      if (snapshot === undefined) continue
      const days = (closed.get(scope) ?? []).filter(({ closed_seq }) => closed_seq <= seq)
      yield { scope, seq, snapshot, days, answer: await askOf(scope, seq) }
    }
  }
}

/** The returns of days as they count: idle ones are 0. */
const returnsOf = (days: readonly Day[]): (number | null)[] =>
  days.flatMap((day) => [day.return, ...Array.from({ length: day.idle_days }, () => 0)])

const near = (actual: number | null, expected: number | null, where: string): void => {
  if (expected === null || actual === null) expect(actual, where).toBe(expected)
  else expect(Math.abs(actual - expected), where).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(expected)))
}

describe(`returns as of a ledger sequence (seed ${seed})`, () => {
  it('agree with the snapshot that stood there wherever both have a figure', async () => {
    let checked = 0
    for await (const { scope, seq, snapshot, answer } of cases()) {
      const where = `${scope} ${seq}`
      const { distribution, drawdowns, running, quality } = answer
      expect(distribution.var_95_pct, where).toBe(snapshot['var_95_pct'])
      expect(distribution.cvar_95_pct, where).toBe(snapshot['cvar_95_pct'])
      const { var_95_pct } = snapshot.quality as { var_95_pct?: object }
      expect(quality.var_95_pct, where).toEqual(var_95_pct)
      const deviation = distribution.stdev_pct
      near(deviation === null ? null : deviation * Math.sqrt(365), snapshot['volatility_pct'] ?? null, where)
      const { max_drawdown_pct, max_drawdown_started_at, max_drawdown_recovered_at } = snapshot
      // Two decimals show nothing of it, or it was over at once; another one that is listed is no deeper.
      if (Number(max_drawdown_pct) < 0.005) expect(drawdowns, where).toEqual([])
      else if (max_drawdown_started_at === max_drawdown_recovered_at) {
        expect(drawdowns[0]?.depth_pct ?? 0, where).toBeLessThanOrEqual(Number(max_drawdown_pct))
      } else {
        expect(drawdowns[0], where).toMatchObject({
          depth_pct: snapshot['max_drawdown_pct'],
          started_at: snapshot['max_drawdown_started_at'],
          trough_at: snapshot['max_drawdown_trough_at'],
          recovered_at: snapshot['max_drawdown_recovered_at'],
        })
      }
      if (snapshot.timestamp !== null) {
        expect(running.drawdown_pct, where).toBe(snapshot['current_drawdown_pct'])
        expect(Number(running.equity), where).toBe(snapshot.account_value)
        near(running.return_pct, snapshot['daily_return_pct'] ?? null, where)
      }
      checked += distribution.n
    }
    expect(checked).toBeGreaterThan(200)
  })

  it('show the days that had closed by then, and nothing of later ones', async () => {
    for await (const { scope, seq, days, answer } of cases()) {
      const where = `${scope} ${seq}`
      const returns = returnsOf(days)
      near(answer.distribution.n, returns.filter((value) => value !== null).length, where)
      expect(
        answer.days.map((day: { return_pct: number | null }) => day.return_pct),
        where,
      ).toEqual(returns.map((value) => (value === null ? null : value * 100)))
      const ends = new Set(days.map(({ equity }) => equity))
      expect(
        answer.days.every(({ equity }: { equity: string }) => ends.has(equity)),
        where,
      ).toBe(true)
    }
  })

  it('link to the month and to the whole that the snapshot knows', async () => {
    for await (const { scope, seq, snapshot, answer } of cases()) {
      const where = `${scope} ${seq}`
      if (snapshot.timestamp === null) continue
      // A replay closes its day by the marks behind a fill: until then the fill's month is not the one that is running.
      const last = answer.days.at(-1)
      if (last !== undefined && answer.running.date !== dayAfter(last.date)) continue
      const { month, return_pct: ofMonth } = answer.months.at(-1)
      expect(month, where).toBe(answer.running.date.slice(0, 7))
      near(ofMonth, snapshot['monthly_return_pct'] ?? null, where)
      const months: { return_pct: number | null }[] = answer.months
      const whole = months.reduce((growth, { return_pct }) => growth * (1 + (return_pct ?? Number.NaN) / 100), 1)
      if (months.every(({ return_pct }) => return_pct !== null)) {
        near((whole - 1) * 100, snapshot['total_return_pct'] ?? null, where)
      }
    }
  })

  it('fall at the close of each day as far as the snapshot before it said', async () => {
    for await (const { scope, seq, days, answer } of cases()) {
      const all = snapshots.get(scope) ?? []
      const stood = days.flatMap((day) => {
        const last = all.findLast(({ ledger_seq }) => ledger_seq < day.closed_seq)
        return Array.from({ length: 1 + day.idle_days }, () => ({
          last,
          isOfDay: last?.timestamp?.startsWith(day.day),
        }))
      })
      for (const [place, day] of answer.days.entries()) {
        const { last, isOfDay } = stood[place] ?? {}
        const expected = last?.['current_drawdown_pct'] ?? null
        // A fill of the next day that came before its clock may have made a peak that no kept snapshot shows.
        if (isOfDay) expect(day.drawdown_pct, `${scope} ${seq} ${day.date}`).toBe(expected)
        else expect(day.drawdown_pct, `${scope} ${seq} ${day.date}`).toBeLessThanOrEqual((expected ?? 0) + 1e-9)
      }
    }
  })
})
