import { createFold, emptyFoldState } from '@papertape/projection'
import { subjectOf } from '@papertape/projection/testing'
import type { ProjectionTables } from '@papertape/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../src/http/problem.ts'
import { standingAsOf } from '../src/reads/as-of/standing-as-of.ts'
import { replaysOver } from './given-replays.ts'
import { type Harness, startHarness } from './harness.ts'

type Snapshot = { ledger_seq: number; [figure: string]: unknown }

const ROLLING = ['return_24h_pct', 'return_7d_pct', 'return_30d_pct', 'quality']

let harness: Harness
let end = 0
/** Every snapshot of the replay portfolio, in ledger order: from one plain fold from the first fact on. */
const snapshots: Snapshot[] = []

const withoutRolling = (shown: Snapshot): unknown =>
  Object.fromEntries(Object.entries(shown).filter(([name]) => !ROLLING.includes(name)))

/** Asks for the portfolio in the past, at every 23rd sequence; answers those refused, and those answered wrongly. */
const askAll = async (first: number) => {
  const refused: number[] = []
  const wrong: number[] = []
  for (let seq = first; seq <= end; seq += 23) {
    const expected = snapshots.findLast(({ ledger_seq }) => ledger_seq <= seq)
    const { status, body } = await harness.ask(`/api/kpi/current?mode=replay&as_of=${seq}`)
    if (status !== 200) refused.push(seq)
    else if (JSON.stringify(withoutRolling(body.data)) !== JSON.stringify(expected && withoutRolling(expected)))
      wrong.push(seq)
  }
  return { refused, wrong }
}

beforeAll(async () => {
  harness = await startHarness()
  const facts = replaysOver(300, harness.tape.partitions)
  const fold = createFold(emptyFoldState)
  for (const fact of facts) {
    fold.apply(fact)
    for (const { scope, snapshot } of fold.take().changes.upserts.kpi_current ?? []) {
      if (scope === '@replay') snapshots.push(JSON.parse(snapshot))
    }
  }
  const publisher = harness.tape.publisher()
  for (const fact of facts) await publisher.publish(subjectOf(fact), fact.text)
  end = facts.length
  if (!(await harness.gateway.watch.reached(end, 60_000))) throw new Error('the projection is not there')
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('a portfolio of replays, each in days of its own, as of a ledger sequence', () => {
  it('is that of a fold of the ledger up to there, though checkpoints of its members have been thinned out', async () => {
    expect(await askAll(11)).toEqual({ refused: [], wrong: [] })
  })

  it('is folded from the first fact where no checkpoint of a member is left', async () => {
    await harness.store.db
      .withTables<ProjectionTables>()
      .withSchema('projection')
      .deleteFrom('kpi_checkpoints')
      .where('scope', 'not like', '@%')
      .execute()
    expect(await askAll(17)).toEqual({ refused: [], wrong: [] })
  })

  it('says why where that takes too long, and names sequences near by that can be asked for', async () => {
    const { store, tape, replays } = harness.gateway
    const standing = (seq: number, facts: number) =>
      standingAsOf(
        { store, tape, replays, limits: { facts, ms: 10_000 } },
        { operator: false },
        { bot_id: undefined, mode: 'replay' },
        { kind: 'seq', seq },
      )
    let refused = 0
    for (let seq = 500; seq < 900; seq += 7) {
      const error = await standing(seq, 40).catch((thrown: unknown) => thrown)
      if (!(error instanceof Problem)) continue
      refused += 1
      expect([error.code, error.message]).toEqual([
        'as-of-too-far',
        expect.stringMatching(/^From ledger sequence 1, .* more than 40 facts or 10 seconds .* by bot_id\.$/),
      ])
      const [before = 0, behind = 0] = [...error.message.matchAll(/as_of=(\d+)/g)].map(([, digits]) => Number(digits))
      expect(before <= seq && seq < behind).toBe(true)
      for (const near of [before, behind]) expect((await standing(near, 0)).standing.snapshot.ledger_seq).toBe(near)
    }
    expect(refused).toBeGreaterThan(0)
  })
})
