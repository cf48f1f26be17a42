import { z } from 'zod'
import { shape } from '../named.ts'
import { count, time } from './scalars.ts'
import { problem } from './system.ts'

const source = {
  source_id: z.string(),
  name: z.string(),
  bots: z.array(z.string()).nullable().describe('null = all'),
  token_end: z.string().describe('The last four characters of its token'),
  created_at: time,
  expires_at: time.nullable(),
  last_used_at: time.nullable(),
  revoked_at: time.nullable(),
}

/** Who may send signals over HTTP. */
export const shownSource = shape('Source', z.object(source))
export const newSource = shape(
  'NewSource',
  z.object({ ...source, token: z.string().describe('Told here and never again') }),
)

const taken = {
  signal_id: z.string(),
  input_seq: z.int().describe('Its sequence in SIGNALS'),
  location: z.string().describe('Where its disposition will be'),
}

/** A signal that is stored durably. */
export const takenSignal = shape('TakenSignal', z.object({ bot_id: z.string(), ...taken }))

const line = shape(
  'LineResult',
  z.union([
    z.object({ line: z.int(), status: z.literal(202), ...taken }),
    z.object({ line: z.int(), status: z.int(), signal_id: z.string().nullable(), problem }),
  ]),
)

/** What became of each line of a batch, in order. */
export const takenBatch = shape(
  'TakenBatch',
  z.object({ bot_id: z.string(), lines: count, stored: count, results: z.array(line) }),
)
