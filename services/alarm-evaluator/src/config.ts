import { baseConfig } from '@papertape/service-kit'
import { z } from 'zod'

/** What this service reads from its environment. */
export const configSchema = z.object(baseConfig)
