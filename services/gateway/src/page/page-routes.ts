import { html } from '@papertape/report'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { asProblem } from '../http/as-problem.ts'
import { PROBLEMS, Problem } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { paramsOf } from '../routes/reading.ts'
import { placeOf } from '../shares/share-path.ts'
import { followShare } from '../shares/shares.ts'
import { assetRoutes } from './asset-routes.ts'
import { openAssets } from './assets.ts'
import { CONTENT_SECURITY_POLICY, type DocumentFrame, documentMarkup } from './document.ts'
import { languageOf } from './language.ts'
import { type Asked, askedOf } from './page-query.ts'
import { BASE, PAGES } from './pages.ts'
import { createPageReader, type Made } from './read-page.ts'
import { readReportsMarkup } from './reports-page.ts'
import { type Voice, voiceIn } from './voice.ts'
import { wordOf } from './words.ts'

type Make = (request: FastifyRequest, asked: Asked, voice: Voice) => Promise<Made>

/** The part of a query that goes along from page to page. */
const scopeOf = ({ bot_id, mode, language }: Asked): URLSearchParams =>
  new URLSearchParams(
    Object.entries({ bot_id, mode, lang: language }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )

const failureOf = (error: unknown, voice: Voice): { problem: Problem; made: Made } => {
  const problem = asProblem(error)
  // What nobody expected is logged and answered as such.
  if (problem.code === 'internal') throw error
  const said = wordOf(voice.words, problem.code)
  const isTold = said !== problem.code
  const content = isTold ? html`<p class="empty">${said}</p>` : html`<p class="empty" lang="en">${problem.message}</p>`
  const title = problem.code === 'not-found' ? voice.words.notFound : voice.words.overview
  return { problem, made: { title, description: null, content, mode: null, isIndexed: false } }
}

/** The documents of the dashboard: each page with its first figures, which its program then takes over. */
export const pageRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const assets = openAssets()
  const frame: DocumentFrame = { built: assets.built, own: assets.own, publicUrl: gateway.notify.publicUrl }
  const readPage = createPageReader(gateway)

  const send = (request: FastifyRequest, reply: FastifyReply, asked: Asked, voice: Voice, made: Made): FastifyReply => {
    const path = (request.url.split('?', 1)[0] ?? '').slice(BASE.length).replace(/\/+$/, '')
    const parts = { path, scope: scopeOf(asked), isIndexed: true, isInteractive: true, ...made }
    if (!parts.isIndexed) reply.header('x-robots-tag', 'noindex')
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('vary', 'Accept-Language, Authorization, Accept-Encoding')
      .type('text/html; charset=utf-8')
      .send(documentMarkup(parts, frame, voice))
  }

  /** A handler that answers with a document, also where something is wrong. */
  const answering =
    (make: Make) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const asked = askedOf(request.query as Record<string, unknown>)
      const voice = voiceIn(languageOf(asked.language, request.headers['accept-language']))
      try {
        return send(request, reply, asked, voice, await make(request, asked, voice))
      } catch (error) {
        const { problem, made } = failureOf(error, voice)
        reply.code(PROBLEMS[problem.code][0]).headers({ ...problem.headers, 'cache-control': 'no-store' })
        return send(request, reply, { ...asked, bot_id: undefined }, voice, made)
      }
    }

  const shared: Make = async (request, asked, voice) => {
    const share = await followShare(gateway.store, paramsOf(request)['token'] ?? '', gateway.now())
    const place = placeOf(share.path)
    if (place === null) throw new Problem('share-ended')
    const { as_of_seq } = share
    const wanted = askedOf(Object.fromEntries(place.query))
    const as_of = as_of_seq === null ? wanted.as_of : ({ kind: 'seq', seq: as_of_seq } as const)
    const made = await readPage(place.page, place.names, { ...wanted, as_of }, voice)
    const title = share.title ?? made.title
    const scope = scopeOf({ ...wanted, language: asked.language })
    const shows = { place: `${BASE}${share.path}`, as_of: as_of_seq }
    return { ...made, title, scope, isIndexed: false, shared: shows }
  }

  server.get('/', async (request, reply) => {
    readQuery(noQuery, request.query)
    return reply.redirect(BASE, 302)
  })
  for (const page of PAGES) {
    const handler = answering((request, asked, voice) => readPage(page, paramsOf(request), asked, voice))
    server.get(`${BASE}${page.route}`, handler)
  }
  server.get(`${BASE}/share/:token`, answering(shared))
  server.get(
    `${BASE}/reports`,
    answering(async (_request, asked, voice) => ({
      title: voice.words.reports,
      description: null,
      ...(await readReportsMarkup(gateway.store, asked, voice)),
      isInteractive: false,
    })),
  )
  server.get(
    `${BASE}/*`,
    answering(() => Promise.reject(new Problem('not-found'))),
  )
  assetRoutes(server, assets)
}
