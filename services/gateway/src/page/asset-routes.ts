import type { FastifyInstance } from 'fastify'
import { Problem } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import type { Assets } from './assets.ts'
import { BASE } from './pages.ts'

/** A name stands for one content for ever. */
const CACHE_CONTROL = 'public, max-age=31536000, immutable'

/** The files that pages load, one route for each, so that there is no path to lead astray. */
export const assetRoutes = (server: FastifyInstance, assets: Assets): void => {
  for (const name of assets.names) {
    server.get(`${BASE}/assets/${name}`, async (request, reply) => {
      readQuery(noQuery, request.query)
      const { bytes, type, tag, encoding } = await assets.read(name, request.headers['accept-encoding'])
      if (encoding !== null) reply.header('content-encoding', encoding)
      return reply.header('etag', tag).header('cache-control', CACHE_CONTROL).type(type).send(bytes)
    })
  }
  server.get(`${BASE}/assets/*`, async () => {
    throw new Problem('not-found')
  })
  server.addHook('onListen', async () => {
    // Whoever comes first need not wait for it; it is tried again for who asks when it fails.
    void assets.warm().catch(() => undefined)
  })
}
