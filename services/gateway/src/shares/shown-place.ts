import type { Snapshot } from '@papertape/store'
import type { Gateway } from '../gateway.ts'
import { Problem, type ProblemCode } from '../http/problem.ts'
import { type Asked, askedOf } from '../page/page-query.ts'
import type { Moment } from '../reads/as-of/moment.ts'
import { checkRegistered, standingAsOf } from '../reads/as-of/standing-as-of.ts'
import { checkAccepted } from '../reads/as-of/trade-then.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readTrade } from '../reads/trade.ts'
import { inTime } from '../routes/in-time.ts'
import { awaitMoment } from '../routes/past-reading.ts'
import type { SharedPlace } from './share-path.ts'

/** Whoever follows a link. */
const PUBLIC = { operator: false }

/** A place in one ledger. */
export type StandsAt = { as_of_seq: number; ledger_epoch: string }

type Subject = Pick<Asked, 'bot_id' | 'mode'>

/** The bots and trades that a place names, one by one. */
const namedBy = ({ names, query }: SharedPlace): { bots: readonly string[]; trades: readonly string[] } => {
  const given = (...texts: (string | null | undefined)[]): string[] =>
    texts.flatMap((text) => (text === null || text === undefined ? [] : text.split(',')))
  return {
    bots: given(names['bot_id'], query.get('bot_id'), query.get('ids')),
    trades: given(names['trade_id'], query.get('position')),
  }
}

const ofAnotherMode = ({ mode }: { mode: string }): Problem => {
  const message = `the bot is of mode ${mode}`
  return new Problem('validation', `/path: ${message}`, { errors: [{ pointer: '/path', code: 'custom', message }] })
}

/**
 * Whose figures the page shows, where all that the place names is public, and was there at the moment.
 * @throws Problem `bot-not-found`, `trade-not-found`; `validation` for a mode that is not a bot's
 */
const subjectOf = async (
  { projection }: Snapshot,
  place: SharedPlace,
  moment: Moment | undefined,
): Promise<Subject> => {
  const { bots, trades } = namedBy(place)
  const asked = askedOf(Object.fromEntries(place.query))
  for (const bot_id of bots) {
    const coverage = await coverageOf(projection, PUBLIC, { bot_id })
    if (asked.mode !== undefined && asked.mode !== coverage.mode) throw ofAnotherMode(coverage)
    if (moment !== undefined) await checkRegistered(projection, coverage, moment)
  }
  let subject: Subject = { bot_id: place.names['bot_id'] ?? asked.bot_id, mode: asked.mode }
  for (const trade_id of trades) {
    const { trade } = await readTrade(projection, PUBLIC, trade_id)
    if (moment !== undefined) checkAccepted(trade, moment)
    if (trade_id === place.names['trade_id']) subject = { bot_id: trade.bot_id, mode: trade.mode }
  }
  return subject
}

/** What a moment that was asked for can be at fault with: then it is the path that is. */
const OF_MOMENT: ReadonlySet<ProblemCode> = new Set([
  'as-of-beyond',
  'as-of-too-far',
  'bot-not-found',
  'trade-not-found',
])

const blamedOnPath = (error: unknown): unknown => {
  if (!(error instanceof Problem) || !OF_MOMENT.has(error.code)) return error
  const errors = [{ pointer: '/path', code: 'custom', message: error.message }]
  const code = error.code.startsWith('as-of') ? error.code : 'validation'
  return new Problem(code, `/path: ${error.message}`, { errors })
}

/** Reads the figures of a moment as whoever follows the link will; answers the ledger sequence that they stood at. */
const readAt = async (gateway: Gateway, place: SharedPlace, moment: Moment): Promise<number> => {
  await awaitMoment(gateway, moment)
  const subject = await gateway.store.snapshot((snapshot) => subjectOf(snapshot, place, moment))
  const { as_of } = await inTime(standingAsOf(gateway, PUBLIC, subject, moment))
  return as_of.seq
}

/**
 * Makes sure that a place can be shown, and finds where it is to stand still: where the figures of the moment that it asks for
 * stood, without one at what is shown now. `null` where it is not to stand still.
 * @throws Problem `bot-not-found`, `trade-not-found` for what nobody may see; `validation`, `as-of-beyond`, `as-of-too-far` for
 * a moment that cannot be shown
 */
export const checkShown = async (gateway: Gateway, place: SharedPlace, frozen: boolean): Promise<StandsAt | null> => {
  const { as_of } = askedOf(Object.fromEntries(place.query))
  const { seq, ledger_epoch } = await gateway.store.snapshot(async (snapshot) => {
    await subjectOf(snapshot, place, undefined)
    return snapshot.checkpoint
  })
  if (!frozen && as_of === undefined) return null
  const moment = as_of ?? ({ kind: 'seq', seq } as const)
  try {
    const stood = await readAt(gateway, place, moment)
    if (!frozen) return null
    // By its sequence it has to be there, too: a link that nobody could open is none.
    if (moment.kind === 'time') await readAt(gateway, place, { kind: 'seq', seq: stood })
    if (ledger_epoch === null)
      throw new Problem('projection-behind', 'No ledger is shown yet, so nothing can stand still.')
    return { as_of_seq: stood, ledger_epoch }
  } catch (error) {
    throw blamedOnPath(error)
  }
}
