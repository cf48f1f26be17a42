import { Readable } from 'node:stream'
import type { BotMode } from '@papertape/events'
import type { Snapshot } from '@papertape/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { acceptedEncoding } from '../http/accepted-encoding.ts'
import { Problem } from '../http/problem.ts'
import { readQuery } from '../http/read-request.ts'
import type { Moment } from '../reads/as-of/moment.ts'
import { checkRegistered, placeOf, standingAsOf } from '../reads/as-of/standing-as-of.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readNewest } from '../reads/kpi/newest.ts'
import { type Viewer, viewerOf } from '../reads/viewer.ts'
import { awaitMoment } from '../routes/past-reading.ts'
import { asOf } from '../routes/reading.ts'
import {
  type ExportFormat,
  exportEquityQuery,
  exportPositionsQuery,
  exportReturnsQuery,
  exportSignalsQuery,
  exportTradesQuery,
} from './export-query.ts'
import { gzipped } from './gzipped.ts'
import { heldStream, type Opened } from './held-stream.ts'
import { provenanceOf } from './provenance.ts'
import { equityRows, returnRows } from './record-rows.ts'
import type { ExportContext, RecordContext, RowSource } from './row-source.ts'
import { signalRows } from './signal-rows.ts'
import { positionRows, tradeRows } from './trade-rows.ts'
import { EXPORT_WRITERS } from './write-export.ts'

type ExportQuery = {
  bot_id?: string | undefined
  mode?: BotMode | undefined
  as_of?: Moment | undefined
  format: ExportFormat
  provenance: 'true' | 'false'
}

/** What a file is called, and the ledger position that it is as of. */
type Head = { fileName: string; seq: number }

/** More rows come as lines only: whoever opens another format holds all of it in memory. */
const ROWS_MAX = 200_000
const STATEMENT_MS_MAX = 60_000

/** What rows are read in, and the ledger position that they are as of. */
type Placed<Context> = { context: Context; at: { seq: number; time: string | null } }
type ContextOf<Context> = (
  gateway: Gateway,
  snapshot: Snapshot,
  viewer: Viewer,
  query: ExportQuery,
) => Promise<Placed<Context>>

const listContext: ContextOf<ExportContext> = async (gateway, snapshot, viewer, query) => {
  const { projection, checkpoint } = snapshot
  const coverage = await coverageOf(projection, viewer, query)
  const context = { ...snapshot, coverage, gateway, now: gateway.now() }
  if (query.as_of === undefined) return { context, at: asOf(checkpoint) }
  await checkRegistered(projection, coverage, query.as_of)
  return { context, at: await placeOf(gateway.tape, query.as_of, checkpoint) }
}

const recordContext: ContextOf<RecordContext> = async (gateway, snapshot, viewer, query) => {
  const { projection, checkpoint } = snapshot
  const now = gateway.now()
  if (query.as_of !== undefined) {
    const { coverage, standing, as_of } = await standingAsOf(gateway, viewer, query, query.as_of)
    return { context: { ...snapshot, coverage, standing, gateway, now }, at: as_of }
  }
  const coverage = await coverageOf(projection, viewer, query)
  const standing = await readNewest(projection, coverage, checkpoint.seq)
  return { context: { ...snapshot, coverage, standing, gateway, now }, at: asOf(checkpoint) }
}

/** @throws Problem `too-much-asked` for more rows than a format holds. */
const checkSize = (rows: number, format: ExportFormat): void => {
  if (rows <= ROWS_MAX || format === 'ndjson') return
  const [matching, most] = [rows, ROWS_MAX].map((count) => count.toLocaleString('en-US'))
  throw new Problem(
    'too-much-asked',
    `${matching} rows match, and ${format} holds at most ${most}: narrow the filters, or take format=ndjson, which has no limit.`,
  )
}

/** The filters as they were asked for; the schema has checked that there is nothing else. */
const filtersOf = (request: FastifyRequest): Record<string, unknown> => {
  const { format: _, provenance: __, ...filters } = request.query as Record<string, unknown>
  return filters
}

/** Whether a file is sent compressed: one that holds nothing secret (BREACH), and is not packed already. */
const isGzipped = ({ caller, headers }: FastifyRequest, format: ExportFormat): boolean =>
  caller !== 'operator' && format !== 'xlsx' && acceptedEncoding(headers['accept-encoding'], ['gzip']) === 'gzip'

/** What is sent of a file; to who asks for its head alone, nothing. */
const contentOf = ({ method }: FastifyRequest, stream: Readable, isPacked: boolean): Readable => {
  if (method !== 'HEAD') return isPacked ? gzipped(stream) : stream
  stream.destroy()
  return Readable.from([])
}

/** Rows that anybody may take with them: exactly what the same filters show in a list, all pages of it, in one snapshot. */
export const exportRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const route = <Schema extends z.ZodType<ExportQuery>, Context extends ExportContext>(
    name: string,
    schema: Schema,
    contextOf: ContextOf<Context>,
    source: RowSource<z.output<Schema>, Context>,
  ): void => {
    const open = async (
      request: FastifyRequest,
      snapshot: Snapshot,
      query: z.output<Schema>,
    ): Promise<Opened<Head>> => {
      await sql`set local statement_timeout = ${sql.lit(STATEMENT_MS_MAX)}`.execute(snapshot.projection)
      const { context, at } = await contextOf(gateway, snapshot, viewerOf(request.caller), query)
      const { bot_id, mode } = context.coverage
      const rows = await source.count(context, query)
      checkSize(rows, query.format)
      const given = { exported: name, mode, bot_id, filters: filtersOf(request), generated_at: context.now, rows }
      const { publicUrl } = gateway.notify
      const provenance =
        query.provenance === 'true'
          ? provenanceOf({ ...given, publicUrl, checkpoint: snapshot.checkpoint, asOf: at })
          : null
      const table = { name, columns: source.columns, pages: source.pages(context, query), provenance }
      const fileName = `papertape-${name}-${bot_id ?? mode}-${at.seq}.${query.format}`
      return { head: { fileName, seq: at.seq }, content: EXPORT_WRITERS[query.format].write(table) }
    }

    server.get(`/api/v1/exports/${name}`, async (request, reply) => {
      const query = readQuery(schema, request.query)
      if (query.as_of !== undefined) await awaitMoment(gateway, query.as_of)
      const { head, stream } = await heldStream<Head>((use) =>
        gateway.exports(() => gateway.store.snapshot(async (snapshot) => use(await open(request, snapshot, query)))),
      )
      const isPacked = isGzipped(request, query.format)
      if (isPacked) reply.header('content-encoding', 'gzip')
      return reply
        .header('x-as-of-seq', String(head.seq))
        .header('content-disposition', `attachment; filename="${head.fileName}"`)
        .header('cache-control', 'no-store')
        .type(EXPORT_WRITERS[query.format].mediaType)
        .send(contentOf(request, stream, isPacked))
    })
  }

  route('trades', exportTradesQuery, listContext, tradeRows)
  route('positions', exportPositionsQuery, listContext, positionRows)
  route('signals', exportSignalsQuery, listContext, signalRows)
  route('equity', exportEquityQuery, recordContext, equityRows)
  route('returns', exportReturnsQuery, recordContext, returnRows)
}
