import { notifyConfig } from '@papertape/notify'
import { baseConfig, port, reportingConfig } from '@papertape/service-kit'
import { z } from 'zod'

/** What the gateway reads from its environment. */
export const configSchema = z.object({
  ...baseConfig,
  ...reportingConfig,
  ...notifyConfig,
  PAPERTAPE_HOST: z.string().min(1).default('127.0.0.1').describe('Where the gateway listens'),
  PAPERTAPE_PORT: port.default(8080).describe('0 = the system chooses'),
  PAPERTAPE_ADMIN_TOKEN: z.string().min(1).describe('What an operator sends as Authorization: Bearer'),
})
