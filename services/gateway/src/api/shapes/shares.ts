import { z } from 'zod'
import { shape } from '../named.ts'
import { sequence, time } from './scalars.ts'

const share = {
  share_id: z.string(),
  path: z.string().describe('The page that it leads to, below /bot-performance'),
  title: z.string().nullable(),
  as_of_seq: sequence.nullable().describe('Where its figures stand still; null = they are those of the moment'),
  created_at: time,
  expires_at: time.nullable(),
  revoked_at: time.nullable(),
}

/** A link to a page that was given away. */
export const shownShare = shape('Share', z.object(share))
export const newShare = shape(
  'NewShare',
  z.object({
    ...share,
    token: z.string().describe('Told here and never again'),
    url: z.string().describe('The link; absolute where the gateway knows its public address'),
  }),
)
