import type { BotMode } from '@papertape/events'
import type { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { envelope } from '../http/answer.ts'
import { readyAnswer } from '../live/answer-cache.ts'
import { type Moment, momentText } from '../reads/as-of/moment.ts'
import { checkRegistered, placeOf } from '../reads/as-of/standing-as-of.ts'
import { type Coverage, coverageOf, type Projection } from '../reads/coverage.ts'
import { inTime } from './in-time.ts'
import { type Handler, withPast } from './past-reading.ts'
import { type Reading, reading } from './reading.ts'

type ListQuery = { bot_id?: string | undefined; mode?: BotMode | undefined; as_of?: Moment | undefined }

type View<Query> = (
  context: { projection: Projection; coverage: Coverage; now: string },
  query: Query,
) => Promise<Omit<Reading, 'coverage'>>

/**
 * A handler like {@link reading} for rows of one bot or mode: as they stand, or with `as_of` as they stood, which `view` does
 * by the query. A time is that of the rows' own clock, so that what was recorded later may still belong to it; a sequence's
 * answer never changes.
 */
export const listReading = <Schema extends z.ZodType<ListQuery>>(
  gateway: Gateway,
  schema: Schema,
  view: View<z.output<Schema>>,
  alsoBy?: (now: string) => string,
): Handler => {
  const { store, tape } = gateway
  const readPresent = reading(
    gateway,
    schema,
    async ({ projection, viewer, now }, query) => {
      const coverage = await coverageOf(projection, viewer, query)
      return { ...(await view({ projection, coverage, now }, query)), coverage }
    },
    alsoBy,
  )
  return withPast(
    gateway,
    schema,
    async (viewer, query, moment) => {
      const { checkpoint, mode, listed } = await inTime(
        store.snapshot(async ({ projection, checkpoint: at }) => {
          const coverage = await coverageOf(projection, viewer, query)
          await checkRegistered(projection, coverage, moment)
          const rows = await view({ projection, coverage, now: gateway.now() }, query)
          return { checkpoint: at, mode: coverage.mode, listed: rows }
        }),
      )
      const place = await placeOf(tape, moment, checkpoint)
      const meta = { as_of: place, mode, asked_as_of: momentText(moment), ...listed.meta }
      const { next } = listed.page ?? {}
      return readyAnswer(place.seq, envelope(meta, listed.data, listed.page), { next, isFinal: moment.kind === 'seq' })
    },
    readPresent,
  )
}
