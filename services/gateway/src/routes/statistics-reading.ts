import type { BotMode } from '@papertape/events'
import type { Snapshot } from '@papertape/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { envelope } from '../http/answer.ts'
import { minSeqOf } from '../http/fresh-reads.ts'
import { Problem } from '../http/problem.ts'
import { readQuery } from '../http/read-request.ts'
import { type ReadyAnswer, readyAnswer } from '../live/answer-cache.ts'
import { type Moment, momentText } from '../reads/as-of/moment.ts'
import { checkRegistered, placeOf } from '../reads/as-of/standing-as-of.ts'
import { type Coverage, coverageOf, type Projection } from '../reads/coverage.ts'
import { viewerOf } from '../reads/viewer.ts'
import { within } from '../within.ts'
import { awaitMoment } from './past-reading.ts'
import { asOf, sendReady } from './reading.ts'

type StatisticsQuery = { bot_id?: string | undefined; mode?: BotMode | undefined; as_of?: Moment | undefined }

type Read<Query, Found> = (
  context: { projection: Projection; coverage: Coverage; until: Moment | null },
  query: Query,
) => Promise<Found>

/** A million trades take ten seconds where nothing else does; a swap of the projection waits for them. */
const STATEMENT_MS_MAX = 15_000
const ANSWER_MS_MAX = 25_000

/** A million numbers are sorted in it. */
const WORK_MEMORY = '64MB'

/** What PostgreSQL says of a statement that took too long. */
const QUERY_CANCELED = '57014'

const tooMany = (): Problem =>
  new Problem(
    'too-much-asked',
    'These are too many trades to be added up in time: ask about one bot, or a shorter period.',
  )

/** @throws Problem `too-much-asked` in the place of a statement's time limit. */
const limited = async <Result>(projection: Projection, read: () => Promise<Result>): Promise<Result> => {
  await sql`select set_config('statement_timeout', ${String(STATEMENT_MS_MAX)}, true),
    set_config('work_mem', ${WORK_MEMORY}, true), set_config('jit', 'off', true)`.execute(projection)
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === QUERY_CANCELED)) throw error
    throw tooMany()
  }
}

/**
 * A handler for statistics over all trades that match: as they stand, or with `as_of` over what was there by then. A few are
 * worked on at a time, because each may keep a connection to PostgreSQL busy for seconds. `complete` makes the data of what was
 * found, once PostgreSQL is no longer needed.
 */
export const statisticsReading = <Schema extends z.ZodType<StatisticsQuery>, Found>(
  gateway: Gateway,
  schema: Schema,
  read: Read<z.output<Schema>, Found>,
  complete: (found: Found) => unknown = (found) => found,
) => {
  const { store, tape, answers, past, held, statistics } = gateway

  const readIn = async ({ projection, checkpoint }: Snapshot, operator: boolean, query: z.output<Schema>) => {
    const coverage = await coverageOf(projection, { operator }, query)
    const until = query.as_of ?? null
    if (until !== null) await checkRegistered(projection, coverage, until)
    const found = await limited(projection, () => read({ projection, coverage, until }, query))
    return { checkpoint, coverage, found }
  }

  const make = async (operator: boolean, query: z.output<Schema>): Promise<ReadyAnswer> => {
    const { as_of: until } = query
    const { checkpoint, coverage, found } = await statistics(() =>
      within(
        ANSWER_MS_MAX,
        store.snapshot((snapshot) => readIn(snapshot, operator, query)),
        tooMany,
      ),
    )
    const data = await complete(found)
    const { mode } = coverage
    if (until === undefined) return readyAnswer(checkpoint.seq, envelope({ as_of: asOf(checkpoint), mode }, data))
    const place = await placeOf(tape, until, checkpoint)
    const meta = { as_of: place, mode, asked_as_of: momentText(until) }
    return readyAnswer(place.seq, envelope(meta, data), { isFinal: until.kind === 'seq' && tape.connected() })
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { operator } = viewerOf(request.caller)
    const { url } = request
    const kept = () => past.known(url) ?? answers.known(url) ?? held.known(url, minSeqOf(request))
    const known = operator ? undefined : kept()
    if (known !== undefined) return sendReady(reply, known)
    const query = readQuery(schema, request.query)
    if (query.as_of !== undefined) await awaitMoment(gateway, query.as_of)
    // What an operator sees is never kept: a mistake in a key could show it to others.
    if (operator) return sendReady(reply, await make(operator, query))
    const made = await answers.get(url, async () => {
      const startMs = performance.now()
      const answer = await make(operator, query)
      if (answer.isFinal) past.keep(url, answer)
      else held.hold(url, answer, performance.now() - startMs)
      return answer
    })
    return sendReady(reply, made)
  }
}
