import type { Snapshot, Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { natsAway, Problem } from '../../http/problem.ts'
import type { Turnstile } from '../../live/turnstile.ts'
import { type Coverage, coverageOf, type Projection } from '../coverage.ts'
import { emptyPortfolio, type StandingKpi } from '../kpi/newest.ts'
import { kpiScope } from '../kpi/scope.ts'
import type { Viewer } from '../viewer.ts'
import { createFoldAsOf } from './fold-as-of.ts'
import { readStart, type Start } from './fold-start.ts'
import { type Known, type KnownSnapshot, readKnown } from './known.ts'
import { type Moment, momentText } from './moment.ts'
import { REPLAY_LIMITS, type ReplayLimits, replayLedger, subjectsOf } from './replay-ledger.ts'

/** What stood at a moment, and the place in the ledger that an answer about it is as of. */
export type StandingAsOf = {
  coverage: Coverage
  standing: StandingKpi
  as_of: { seq: number; time: string | null }
  /** Whether the same question can never be answered otherwise. */
  isFinal: boolean
}

/** `start` is `null` where nothing is to be folded: what is known is the answer, or there is nothing to know. */
type Plan = { coverage: Coverage; known: Known | null; start: Start | null; checkpoint: Snapshot['checkpoint'] }
type Sought = { coverage: Coverage; start: Start }

/** `limits` are those of one question; {@link REPLAY_LIMITS} by default. */
export type AsOfSources = { store: Store; tape: Tape; replays: Turnstile; limits?: ReplayLimits }

/** @throws Problem `bot-not-found` for a bot that was not registered then, the same as for none. */
export const checkRegistered = async (
  projection: Projection,
  { bot_id, mode }: Coverage,
  moment: Moment,
): Promise<number> => {
  const bots = projection.selectFrom('bots').select(['registered_seq', 'registered_at']).orderBy('registered_seq')
  const first = await (bot_id === null
    ? bots.where('mode', '=', mode).where('public', '=', true)
    : bots.where('bot_id', '=', bot_id)
  ).executeTakeFirst()
  if (first === undefined) return 0
  // A replay bot is registered by the wall clock, which is not the clock that its record is asked by.
  const isLater =
    moment.kind === 'seq' ? first.registered_seq > moment.seq : mode !== 'replay' && first.registered_at > moment.time
  if (bot_id !== null && isLater) throw new Problem('bot-not-found', 'This bot was not registered then.')
  return first.registered_seq
}

const readPlan = (
  { store }: AsOfSources,
  viewer: Viewer,
  query: Parameters<typeof coverageOf>[2],
  moment: Moment,
): Promise<Plan> =>
  store.snapshot(async ({ projection, checkpoint }) => {
    const coverage = await coverageOf(projection, viewer, query)
    const firstSeq = await checkRegistered(projection, coverage, moment)
    const known = await readKnown(projection, kpiScope(coverage), moment)
    const isSought = known !== null && known.exact === null
    const start = isSought ? await readStart(projection, coverage, moment, firstSeq) : null
    return { coverage, known, start, checkpoint }
  })

const tooFar = ({ coverage, start }: Sought, { below, above }: Known, { facts, ms }: ReplayLimits): Problem => {
  const nearer = below === null ? `as_of=${above}` : `as_of=${below} or as_of=${above}`
  const narrower = coverage.bot_id === null ? ', or ask for one bot by bot_id' : ''
  return new Problem(
    'as-of-too-far',
    `From ledger sequence ${start.from}, the nearest state kept before that moment, more than ${facts.toLocaleString('en-US')} facts or ${ms / 1000} seconds of work lead to it; ask for ${nearer}${narrower}.`,
  )
}

/** Folds the ledger from the nearest state before the moment. @throws Problem `as-of-too-far` */
const seek = async (
  { tape, replays, limits = REPLAY_LIMITS }: AsOfSources,
  sought: Sought,
  known: Known,
  moment: Moment,
): Promise<KnownSnapshot | null> => {
  const { start, coverage } = sought
  if (!tape.connected()) throw natsAway()
  const fold = createFoldAsOf({ ...start, partitions: tape.partitions }, moment)
  const upTo = moment.kind === 'seq' ? moment.seq : known.above
  const range = { from: start.from, upTo, wanted: subjectsOf(coverage, tape), limits }
  const isWhole = await replays(() =>
    replayLedger(tape, range, (fact) => {
      fold.apply(fact)
      return fold.isDone ? 'enough' : 'more'
    }),
  )
  if (!isWhole) throw tooFar(sought, known, limits)
  return fold.standing()
}

/** When the fact at a sequence was written: the clock of live and demo bots then. */
export const timeOf = async (
  tape: Tape,
  moment: Moment,
  checkpoint: Snapshot['checkpoint'],
): Promise<string | null> => {
  if (moment.kind === 'time') return moment.time
  if (moment.seq === checkpoint.seq) return checkpoint.as_of
  if (moment.seq === 0) return null
  if (!tape.connected()) throw natsAway()
  return (await tape.message('LEDGER', moment.seq))?.receivedAt ?? null
}

/** The place in the ledger that rows of a moment are as of. By a time they are what the whole of the ledger says of it. */
export const placeOf = async (
  tape: Tape,
  moment: Moment,
  checkpoint: Snapshot['checkpoint'],
): Promise<{ seq: number; time: string | null }> => ({
  seq: moment.kind === 'seq' ? moment.seq : checkpoint.seq,
  time: await timeOf(tape, moment, checkpoint),
})

/**
 * The figures that stood at a moment: from history where a kept snapshot is the one, else by folding the ledger from the
 * nearest checkpoint. The projection must have come to the moment. A portfolio before any bot is empty.
 * @throws Problem `bot-not-found`, `as-of-too-far`, `busy`
 */
export const standingAsOf = async (
  sources: AsOfSources,
  viewer: Viewer,
  query: Parameters<typeof coverageOf>[2],
  moment: Moment,
): Promise<StandingAsOf> => {
  const { coverage, known, start, checkpoint } = await readPlan(sources, viewer, query, moment)
  const found =
    known === null || start === null ? (known?.exact ?? null) : await seek(sources, { coverage, start }, known, moment)
  const then = await timeOf(sources.tape, moment, checkpoint)
  const seq = moment.kind === 'seq' ? moment.seq : (found?.snapshot.ledger_seq ?? 0)
  if (found === null && coverage.bot_id !== null) {
    throw new Problem('bot-not-found', `Nothing of this bot was there at ${momentText(moment)}.`)
  }
  const { snapshot, level, account_value } = found ?? emptyPortfolio(coverage, seq)
  const { timestamp } = snapshot
  const at = coverage.mode === 'replay' || timestamp === null || then === null || then < timestamp ? timestamp : then
  const standing = { scope: kpiScope(coverage), snapshot, level, account_value, at, seq }
  return { coverage, standing, as_of: { seq, time: then }, isFinal: known?.isFinal ?? moment.kind === 'seq' }
}
