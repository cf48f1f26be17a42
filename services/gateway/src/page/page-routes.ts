import { html } from '@papertape/report'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { asProblem } from '../http/as-problem.ts'
import { PROBLEMS, Problem, type ProblemCode } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { inTime } from '../routes/in-time.ts'
import { paramsOf } from '../routes/reading.ts'
import { assetRoutes } from './asset-routes.ts'
import { openAssets } from './assets.ts'
import { descriptionOf, pageContent } from './content.ts'
import { CONTENT_SECURITY_POLICY, type DocumentFrame, type DocumentParts, documentMarkup } from './document.ts'
import { languageOf } from './language.ts'
import { sharedPages } from './page-data.ts'
import { type Asked, askedOf } from './page-query.ts'
import { BASE, type DashboardPage, PAGES } from './pages.ts'
import { readReportsMarkup } from './reports-page.ts'
import { type Voice, voiceIn } from './voice.ts'
import { wordOf } from './words.ts'

/** What a document is made of beside what its request says. */
type Made = Pick<DocumentParts, 'title' | 'description' | 'content' | 'mode'> & Partial<DocumentParts>

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
  const text =
    said === problem.code ? html`<p class="empty" lang="en">${problem.message}</p>` : html`<p class="empty">${said}</p>`
  const title = problem.code === 'not-found' ? voice.words.notFound : voice.words.overview
  return { problem, made: { title, description: null, content: text, mode: null, isIndexed: false } }
}

/** The documents of the dashboard: each page with its first figures, which its program then takes over. */
export const pageRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const assets = openAssets()
  const frame: DocumentFrame = { built: assets.built, own: assets.own, publicUrl: gateway.notify.publicUrl }
  const dataOf = sharedPages(gateway)

  const send = (request: FastifyRequest, reply: FastifyReply, asked: Asked, voice: Voice, made: Made): FastifyReply => {
    const path = (request.url.split('?', 1)[0] ?? '').slice(BASE.length).replace(/\/+$/, '')
    const parts = { path, scope: scopeOf(asked), isIndexed: true, isInteractive: true, ...made }
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('vary', 'Accept-Language, Authorization, Accept-Encoding')
      .type('text/html; charset=utf-8')
      .send(documentMarkup(parts, frame, voice))
  }

  /** A handler that answers with a document, also where something is wrong. */
  const answering =
    (make: (request: FastifyRequest, asked: Asked, voice: Voice) => Promise<Made>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const asked = askedOf(request.query as Record<string, unknown>)
      const voice = voiceIn(languageOf(asked.language, request.headers['accept-language']))
      try {
        return send(request, reply, asked, voice, await make(request, asked, voice))
      } catch (error) {
        const { problem, made } = failureOf(error, voice)
        reply.code(PROBLEMS[problem.code satisfies ProblemCode][0]).headers(problem.headers)
        return send(request, reply.header('cache-control', 'no-store'), { ...asked, bot_id: undefined }, voice, made)
      }
    }

  const pageOf = (page: DashboardPage) =>
    answering(async (request, asked, voice) => {
      const { bot_id = asked.bot_id } = paramsOf(request)
      const data = await inTime(dataOf({ bot_id, mode: asked.mode }))
      return {
        title: voice.words[page.name],
        description: descriptionOf(data.kpi, data.checkpoint.seq, voice),
        content: pageContent(page, data, voice, asked.more),
        mode: data.coverage.mode,
        isIndexed: page.isOperators !== true,
      }
    })

  server.get('/', async (request, reply) => {
    readQuery(noQuery, request.query)
    return reply.redirect(BASE, 302)
  })
  for (const page of PAGES) server.get(`${BASE}${page.route}`, pageOf(page))
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
