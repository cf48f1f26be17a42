import { z } from 'zod'
import { shape } from '../named.ts'
import { count, figure } from './scalars.ts'

const cell = shape(
  'CorrelationCell',
  z.object({
    value: figure.describe('Pearson’s, −1 to 1'),
    n: count.describe('Days that both have'),
    reason: z.enum(['TOO_FEW', 'ZERO_VARIANCE']).nullable().describe('Why there is none; below 3 common days TOO_FEW'),
  }),
)

/** How the daily returns of bots move with each other. */
export const correlation = shape(
  'Correlation',
  z.object({
    labels: z.array(z.string()).describe('bot_id, ordered so that what moves alike stands together'),
    cells: z.array(z.array(cell)).describe('A row and a column per label'),
    bots: count.describe('Bots there are; with more than 40 of a mode, those registered first are in it'),
    truncated: z.boolean(),
  }),
)
