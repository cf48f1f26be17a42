import type { Metrics } from '@papertape/service-kit'
import type { Gateway } from './gateway.ts'
import type { ServerOptions } from './http/server.ts'

/** Registers the gateway's metrics; what it returns counts each finished request. */
export const gatewayMetrics = (
  metrics: Metrics,
  { streams, feed }: Pick<Gateway, 'streams' | 'feed'>,
): NonNullable<ServerOptions['onAnswered']> => {
  const seconds = metrics.histogram(
    'papertape_http_request_duration_seconds',
    'How long requests took, by route and status',
    ['route', 'method', 'status'],
  )
  const open = metrics.gauge('papertape_status_streams_open', 'Clients of status streams')
  Object.assign(open, { collect: () => open.set(streams.size()) })
  const listening = metrics.gauge('papertape_feed_clients', 'Clients of the live feed')
  Object.assign(listening, { collect: () => listening.set(feed.clients()) })
  return ({ route, method, status, seconds: taken }) =>
    seconds.observe({ route, method, status: String(status) }, taken)
}
