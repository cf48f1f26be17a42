import { notifyConfig } from '@papertape/notify'
import { baseConfig, port, reportingConfig } from '@papertape/service-kit'
import { z } from 'zod'
import { DEFAULT_RATES } from './http/rate-limits.ts'
import { trustedProxies } from './http/trusted-proxies.ts'

const perMinute = z.coerce.number().int().min(0).max(1_000_000_000)

/** What the gateway reads from its environment. */
export const configSchema = z.object({
  ...baseConfig,
  ...reportingConfig,
  ...notifyConfig,
  PAPERTAPE_HOST: z.string().min(1).default('127.0.0.1').describe('Where the gateway listens'),
  PAPERTAPE_PORT: port.default(8080).describe('0 = the system chooses'),
  PAPERTAPE_ADMIN_TOKEN: z.string().min(1).describe('What an operator sends as Authorization: Bearer'),
  PAPERTAPE_RATE_LIMIT_PUBLIC: perMinute
    .default(DEFAULT_RATES.public)
    .describe('Requests a minute of one address without a good token; 0 = no limit'),
  PAPERTAPE_RATE_LIMIT_SOURCE: perMinute
    .default(DEFAULT_RATES.source)
    .describe('Requests a minute of one source of signals; 0 = no limit'),
  PAPERTAPE_TRUST_PROXY: trustedProxies.optional().describe('Whose X-Forwarded-For is believed; by default nobody’s'),
})
