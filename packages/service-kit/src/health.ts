import { createServer, type ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'

/** How one part of a service is. `detail` says why not, for people; further fields are shown as they are. */
export type Check = { ok: boolean; detail?: string | undefined; [field: string]: unknown }

export type HealthOptions = {
  host: string
  /** 0 = the system chooses. */
  port: number
  service: string
  /** Each fails by `ok: false`, by throwing, or by taking longer than two seconds. */
  checks: Record<string, () => Check | Promise<Check>>
  metrics: Registry
  /** Told to the supervisor together with the health port, such as the port of the service itself. */
  extra?: Record<string, unknown>
}

/** Whether a service can do its work now; `failing` names the checks that say no. */
export type Readiness = { ready: boolean; failing: string[]; checks: Record<string, Check> }

const checkMsMax = 2000

/**
 * Serves `/health/live` (the process answers), `/health/ready` (503 that names each failing check) and `/metrics`. Under a
 * supervisor (IPC) it then says `{ type: 'listening', health_port, ...extra }`. `readiness` tells what `/health/ready` shows.
 */
export const serveHealth = async (
  options: HealthOptions,
): Promise<AsyncDisposable & { port: number; readiness: () => Promise<Readiness> }> => {
  const { host, service, checks, metrics } = options
  const readiness = () => readinessOf(checks)
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, { error: 'only GET' })
    if (path === '/health/live') return answer(response, 200, { status: 'live', service })
    if (path === '/health/ready') return void answerReady(response, service, readiness)
    if (path === '/metrics') return void exposition(response, metrics)
    answer(response, 404, { error: 'only /health/live, /health/ready and /metrics' })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, host, resolve)
  })
  server.unref()
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : options.port
  process.send?.({ type: 'listening', health_port: port, ...options.extra })
  return {
    port,
    readiness,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

const readinessOf = async (checks: HealthOptions['checks']): Promise<Readiness> => {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check)] as const),
  )
  const failing = entries.filter(([, { ok }]) => !ok).map(([name]) => name)
  return { ready: failing.length === 0, failing, checks: Object.fromEntries(entries) }
}

const answerReady = async (
  response: ServerResponse,
  service: string,
  readiness: () => Promise<Readiness>,
): Promise<void> => {
  const { ready, failing, checks } = await readiness()
  answer(response, ready ? 200 : 503, { status: ready ? 'ready' : 'failing', service, failing, checks })
}

const outcomeOf = async (check: () => Check | Promise<Check>): Promise<Check> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: `no answer within ${checkMsMax} ms` }), checkMsMax)
  })
  try {
    return await Promise.race([late, check()])
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

const exposition = async (response: ServerResponse, metrics: Registry): Promise<void> => {
  try {
    const text = await metrics.metrics()
    response.writeHead(200, { 'content-type': metrics.contentType }).end(text)
  } catch (error) {
    answer(response, 500, { error: error instanceof Error ? error.message : String(error) })
  }
}

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
