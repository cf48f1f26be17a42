import { baseConfig } from '@papertape/service-kit'
import { z } from 'zod'

/** What paper-trader reads from its environment. */
export const config = z.object({ ...baseConfig })
