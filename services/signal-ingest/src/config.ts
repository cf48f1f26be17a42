import { baseConfig } from '@papertape/service-kit'
import { z } from 'zod'

/** Everything signal-ingest reads from its environment. */
export const configSchema = z.object(baseConfig)
