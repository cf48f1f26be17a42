import { UNKNOWN_BOT } from '@papertape/events'
import type { ProjectionTables } from '@papertape/store'
import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { Problem } from '../http/problem.ts'
import { asOfField, dispositionFields, queryFields } from '../http/query-fields.ts'
import { type Moment, momentText } from './as-of/moment.ts'
import { type Coverage, type Projection, visibleBot } from './coverage.ts'
import { whereReceivedBy } from './trade-filters.ts'
import type { Viewer } from './viewer.ts'

const { bot_id, mode, symbol, limit, cursor } = queryFields
/** Filters of the list of signals. */
export const signalFilters = { bot_id, mode, symbol, ...dispositionFields, as_of: asOfField }
export const signalQuery = z.strictObject({ ...signalFilters, limit, cursor })

/** What narrows a list of signals. Of a rejected one the symbol is what was sent. */
export type SignalFilters = Pick<z.output<typeof signalQuery>, 'symbol' | 'outcome' | 'reason' | 'as_of'>

/** The fields of a disposition that a list shows. */
export const SIGNAL_FIELDS = [
  'bot_id',
  'signal_id',
  'outcome',
  'reason',
  'field',
  'detail',
  'action',
  'symbol',
  'venue',
  'market_type',
  'direction',
  'strategy',
  'confidence',
  'entry_price',
  'take_profit',
  'stop_loss',
  'trade_id',
  'mode',
  'time',
  'source_time',
  'received_at',
  'ledger_seq',
] as const

export type SignalTotals = { received: number; accepted: number; rejected: number; by_reason: Record<string, number> }

/** Adds counts of dispositions up. Received is what was accepted or rejected: every message ends in one of the two. */
export const signalTotals = (rows: readonly { reason: string | null; count: number }[]): SignalTotals => {
  const totals: SignalTotals = { received: 0, accepted: 0, rejected: 0, by_reason: {} }
  for (const { reason, count } of rows) {
    totals.received += count
    if (reason === null) totals.accepted += count
    else {
      totals.rejected += count
      totals.by_reason[reason] = (totals.by_reason[reason] ?? 0) + count
    }
  }
  return totals
}

/** Signals for bots nobody registered belong to no bot and no mode; they show beside live and demo bots. */
const includesUnknown = (coverage: Coverage): boolean => coverage.bot_id === null && coverage.mode !== 'replay'

/** The histories that totals are over. */
const scopesOf = (projection: Projection, coverage: Coverage) => {
  const bots = projection.selectFrom('bots').select('bot_id')
  if (coverage.bot_id !== null) return bots.where('bot_id', '=', coverage.bot_id)
  return bots
    .where('mode', '=', coverage.mode)
    .$if(!coverage.operator, (rows) => rows.where('public', '=', true))
    .$if(includesUnknown(coverage), (rows) => rows.unionAll(projection.selectNoFrom(sql.val(UNKNOWN_BOT).as('bot_id'))))
}

const readTotals = async (
  projection: Projection,
  coverage: Coverage,
  moment: Moment | undefined,
): Promise<SignalTotals> => {
  const scopes = scopesOf(projection, coverage)
  const totals = projection.selectFrom('signal_totals').select(['reason', 'count']).where('scope', 'in', scopes)
  const counted = projection
    .selectFrom('signals')
    .select(({ fn }) => ['reason', fn.countAll<number>().as('count')])
    .where('bot_id', 'in', scopes)
    .where(whereReceivedBy(moment))
    .groupBy('reason')
  return signalTotals(await (moment === undefined ? totals.execute() : counted.execute()))
}

const whereFits =
  ({ symbol: symbols, outcome, reason, as_of }: SignalFilters) =>
  (builder: ExpressionBuilder<ProjectionTables, 'signals'>) => {
    const { eb, and } = builder
    return and([
      whereReceivedBy(as_of)(builder),
      ...(symbols === undefined ? [] : [eb('symbol', 'in', symbols)]),
      ...(outcome === undefined ? [] : [eb('outcome', '=', outcome)]),
      ...(reason === undefined ? [] : [eb('reason', 'in', reason)]),
    ])
  }

/** Which dispositions a list shows. */
export const whereListed = (coverage: Coverage, filters: SignalFilters = {}) => {
  const [covered, fits] = [whereCovered(coverage), whereFits(filters)]
  return (builder: ExpressionBuilder<ProjectionTables, 'signals'>) => builder.and([covered(builder), fits(builder)])
}

const whereCovered =
  (coverage: Coverage) =>
  ({ eb, not, exists, selectFrom }: ExpressionBuilder<ProjectionTables, 'signals'>) => {
    if (coverage.bot_id !== null) return eb('bot_id', '=', coverage.bot_id).and('mode', '=', coverage.mode)
    const seen = coverage.operator ? eb.lit(true) : eb('public', '=', true)
    // Sent under a name before a private bot was registered by it: still nobody else's business.
    const ofPrivate = exists(
      selectFrom('bots')
        .select('bots.bot_id')
        .whereRef('bots.bot_id', '=', 'signals.bot_token')
        .where('bots.public', '=', false),
    )
    const unknown = eb('bot_id', '=', UNKNOWN_BOT).and(coverage.operator ? eb.lit(true) : not(ofPrivate))
    return eb.or([eb('mode', '=', coverage.mode).and(seen), ...(includesUnknown(coverage) ? [unknown] : [])])
  }

const sortKey = z.tuple([z.int().min(0)])

/**
 * One page of the dispositions that fit, newest first by ledger sequence: with `as_of` of those that were there by then. The
 * totals are over all of the coverage, so that they add up whatever is looked at.
 */
export const readSignals = async (projection: Projection, coverage: Coverage, query: z.output<typeof signalQuery>) => {
  const { limit: size, cursor: after, bot_id: _, mode: __, ...filters } = query
  const { as_of } = filters
  const scope = { ...filters, ...coverage, as_of: as_of && momentText(as_of) }
  const before = after === undefined ? null : decodeCursor('signals', scope, sortKey, after)[0]
  const rows = await projection
    .selectFrom('signals')
    .select(SIGNAL_FIELDS)
    .where(whereListed(coverage, filters))
    .$if(before !== null, (signals) => signals.where('ledger_seq', '<', before ?? 0))
    .orderBy('ledger_seq', 'desc')
    .limit(size + 1)
    .execute()
  const page = rows.slice(0, size)
  const last = page.at(-1)
  const more = rows.length > size && last !== undefined
  return {
    signals: page,
    totals: await readTotals(projection, coverage, as_of),
    next: more ? encodeCursor('signals', scope, [last.ledger_seq]) : null,
  }
}

/**
 * All dispositions of what was received for one bot under one signal id, oldest first. A name that nobody registered can
 * have some too: those that were rejected as UNKNOWN_BOT.
 * @throws Problem `bot-not-found`, `signal-not-found`.
 */
export const readSignal = async (projection: Projection, viewer: Viewer, botId: string, signalId: string) => {
  const rows = await projection
    .selectFrom('signals')
    .select(['bot_id', 'signal_id', 'trade_id', 'outcome', 'reason', 'field', 'detail', 'time', 'ledger_seq'])
    .where('bot_token', '=', botId)
    .where('signal_id', '=', signalId)
    .orderBy('ledger_seq')
    .execute()
  const [first] = rows
  if (first === undefined || rows.some((row) => row.bot_id !== UNKNOWN_BOT)) {
    await visibleBot(projection, viewer, botId)
    if (first === undefined) throw new Problem('signal-not-found')
  } else {
    const bot = await projection.selectFrom('bots').select('public').where('bot_id', '=', botId).executeTakeFirst()
    if (bot?.public === false && !viewer.operator) throw new Problem('bot-not-found')
  }
  return {
    bot_id: botId,
    signal_id: first.signal_id,
    trade_id: rows.find(({ trade_id }) => trade_id !== null)?.trade_id ?? null,
    dispositions: rows.map(({ outcome, reason, field, detail, time, ledger_seq }) => ({
      outcome,
      reason,
      field,
      detail,
      time,
      ledger_seq,
    })),
  }
}
