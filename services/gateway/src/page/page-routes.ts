import { readFileSync } from 'node:fs'
import type { Html } from '@papertape/report'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { noQuery, scopeQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { documentMarkup, liveMarkup, plainDocumentMarkup } from './document.ts'
import { readPage } from './page-data.ts'
import { readReportsMarkup } from './reports-page.ts'

/** Everything from here, nothing inline, nobody's frame. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const ASSETS = {
  'app.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
}

/** Many browsers look at the same second; one reading serves them all. */
const SHARED_MS = 400

/** The page people look at: the first figures come with it, the rest it fetches by itself. */
export const pageRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const shared = new Map<string, { atMs: number; content: Promise<Html> }>()

  const contentOf = (query: z.output<typeof scopeQuery>): Promise<Html> => {
    const key = JSON.stringify([query.mode, query.bot_id])
    const nowMs = Date.now()
    for (const [old, { atMs }] of shared) if (nowMs - atMs > SHARED_MS) shared.delete(old)
    const known = shared.get(key)
    if (known !== undefined) return known.content
    const content = readPage(gateway, query).then(liveMarkup)
    shared.set(key, { atMs: nowMs, content })
    return content
  }

  server.get('/', async (request, reply) => {
    readQuery(noQuery, request.query)
    return reply.redirect('/bot-performance', 302)
  })
  const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
    reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(page)

  server.get('/bot-performance', async (request, reply) =>
    sendPage(reply, documentMarkup(await contentOf(readQuery(scopeQuery, request.query)))),
  )
  server.get('/bot-performance/reports', async (request, reply) =>
    sendPage(
      reply,
      plainDocumentMarkup('Reports', await readReportsMarkup(gateway.store, readQuery(scopeQuery, request.query))),
    ),
  )
  server.get('/bot-performance/live', async (request, reply) =>
    reply.type('text/html; charset=utf-8').send((await contentOf(readQuery(scopeQuery, request.query))).markup),
  )
  for (const [name, type] of Object.entries(ASSETS)) {
    const bytes = readFileSync(new URL(`assets/${name}`, import.meta.url))
    server.get(`/bot-performance/assets/${name}`, async (request, reply) => {
      readQuery(noQuery, request.query)
      return reply.type(type).send(bytes)
    })
  }
}
