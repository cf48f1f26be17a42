import { notifyConfig } from '@papertape/notify'
import { baseConfig, port } from '@papertape/service-kit'
import { z } from 'zod'

/** What this service reads from its environment. */
export const configSchema = z.object({
  ...baseConfig,
  ...notifyConfig,
  PAPERTAPE_HOST: z.string().min(1).default('127.0.0.1').describe('Where the gateway listens, for links'),
  PAPERTAPE_PORT: port.default(8080).describe('Where the gateway listens, for links'),
})
