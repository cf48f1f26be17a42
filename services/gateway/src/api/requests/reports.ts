import { z } from 'zod'
import { askedAs } from '../named.ts'

export const htmlQuery = z.strictObject({
  download: askedAs(
    z
      .enum(['0', '1', 'false', 'true'])
      .default('0')
      .transform((value) => value === '1' || value === 'true'),
    { type: 'string', enum: ['0', '1', 'false', 'true'], default: '0', description: '1 saves the page as a file' },
  ),
})
