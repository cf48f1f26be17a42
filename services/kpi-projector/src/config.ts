import { baseConfig, reportingConfig } from '@papertape/service-kit'
import { z } from 'zod'

/** What kpi-projector reads from its environment. */
export const configSchema = z.object({ ...baseConfig, ...reportingConfig })
