import type { BotMode } from '@papertape/events'
import type { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { envelope } from '../http/answer.ts'
import { Problem } from '../http/problem.ts'
import { readQuery } from '../http/read-request.ts'
import { type ReadyAnswer, readyAnswer } from '../live/answer-cache.ts'
import { type Moment, momentText } from '../reads/as-of/moment.ts'
import { standingAsOf } from '../reads/as-of/standing-as-of.ts'
import { type Coverage, checkMode, coverageOf, type Projection } from '../reads/coverage.ts'
import { emptyPortfolio, readNewest, type StandingKpi } from '../reads/kpi/newest.ts'
import { readShown, type ShownKpi, shownKpi } from '../reads/kpi/rolling.ts'
import { type Viewer, viewerOf } from '../reads/viewer.ts'
import { inTime } from './in-time.ts'
import { type Handler, withPast } from './past-reading.ts'
import { asOf, type Reading, reading, sendReady } from './reading.ts'

type KpiQuery = { bot_id?: string | undefined; mode?: BotMode | undefined; as_of?: Moment | undefined }

/** What a figure's answer is made from: `pastSeq` is the sequence that a past one is as of. */
export type KpiContext = {
  projection: Projection
  coverage: Coverage
  standing: StandingKpi
  pastSeq: number | null
  now: string
}

type View<Query> = (context: KpiContext, query: Query) => Promise<Reading>

/** Answers how figures stood. */
const pastView =
  <Query extends KpiQuery>(gateway: Gateway, view: View<Query>) =>
  async (viewer: Viewer, query: Query, moment: Moment): Promise<ReadyAnswer> => {
    const { coverage, standing, as_of, isFinal } = await standingAsOf(gateway, viewer, query, moment)
    const { data, page, meta } = await gateway.store.snapshot(({ projection }) =>
      view({ projection, coverage, standing, pastSeq: standing.snapshot.ledger_seq, now: gateway.now() }, query),
    )
    const asked = { as_of, mode: coverage.mode, asked_as_of: momentText(moment), ...meta }
    return readyAnswer(as_of.seq, envelope(asked, data, page), { next: page?.next, isFinal })
  }

/**
 * A handler like {@link reading} for figures of one bot or mode: as they stand, or with `as_of` as they stood. Answers about
 * the past are kept beyond moves of the projection.
 */
export const kpiReading = <Schema extends z.ZodType<KpiQuery>>(
  gateway: Gateway,
  schema: Schema,
  view: View<z.output<Schema>>,
  alsoBy?: (now: string) => string,
): Handler => {
  const readPresent = reading(
    gateway,
    schema,
    async ({ projection, checkpoint, viewer, now }, query) => {
      const coverage = await coverageOf(projection, viewer, query)
      const standing = await readNewest(projection, coverage, checkpoint.seq)
      return { ...(await view({ projection, coverage, standing, pastSeq: null, now }, query)), coverage }
    },
    alsoBy,
  )
  return withPast(gateway, schema, pastView(gateway, view), readPresent)
}

/**
 * A handler like {@link kpiReading} for what is made of a snapshot alone, for which many questions share one statement.
 * Without windows, rolling returns are not asked for and do not count.
 */
export const snapshotReading = (
  gateway: Gateway,
  schema: z.ZodType<KpiQuery>,
  { hasWindows, dataOf }: { hasWindows: boolean; dataOf: (shown: ShownKpi) => unknown },
): Handler => {
  const { answers, newestKpis, store } = gateway
  const make = async (viewer: Viewer, query: KpiQuery): Promise<ReadyAnswer> => {
    const { bot_id } = query
    const mode = bot_id === undefined ? (await coverageOf(store.projection(), viewer, query)).mode : query.mode
    const newest = await newestKpis.of(bot_id ?? `@${mode}`)
    const { checkpoint, bot, known } = newest
    if (bot_id !== undefined && (bot === null || !(bot.public || viewer.operator))) throw new Problem('bot-not-found')
    if (bot !== null) checkMode(bot, mode)
    const covered = bot?.mode ?? mode ?? 'live'
    const levels = hasWindows ? await newestKpis.levelsOf(newest) : []
    const shown = shownKpi(known ?? emptyPortfolio({ mode: covered }, checkpoint.seq), levels)
    return readyAnswer(checkpoint.seq, envelope({ as_of: asOf(checkpoint), mode: covered }, dataOf(shown)))
  }
  const readPresent: Handler = async (request, reply) => {
    const viewer = viewerOf(request.caller)
    const known = viewer.operator ? undefined : answers.known(request.url)
    if (known !== undefined) return sendReady(reply, known)
    const query = readQuery(schema, request.query)
    // What an operator sees is never kept: a mistake in a key could show it to others.
    if (viewer.operator) return sendReady(reply, await inTime(make(viewer, query)))
    return sendReady(reply, await answers.get(request.url, () => inTime(make(viewer, query))))
  }
  const view: View<KpiQuery> = async ({ projection, standing }) => ({
    data: dataOf(await readShown(projection, standing)),
  })
  return withPast(gateway, schema, pastView(gateway, view), readPresent)
}
