import { CHANNEL_KINDS, type ChannelKind, configSchemas, filterSchema, oneLine, type Reach } from '@papertape/notify'
import { z } from 'zod'
import { body } from '../named.ts'
import { changing } from './changing.ts'

body('ChannelFilterSettings', filterSchema)

const ratePerMinute = z.int().min(1).max(600)

/** A whole channel of one kind. */
export const channelBody = <Kind extends ChannelKind>(kind: Kind, reach: Reach) =>
  z.strictObject({
    kind: z.literal(kind),
    name: oneLine(100),
    config: configSchemas(reach)[kind],
    filter: filterSchema.prefault({}),
    rate_per_minute: ratePerMinute.default(20),
    enabled: z.boolean().default(true),
  })

/** A channel of any kind, for those who describe it. */
export const channelBodies = (reach: Reach) => {
  const [first, ...rest] = CHANNEL_KINDS
  return z.discriminatedUnion('kind', [channelBody(first, reach), ...rest.map((kind) => channelBody(kind, reach))])
}

/** What a change may name; whether it fits is told by the whole that comes of it. */
export const channelPatchBody = z.strictObject({
  name: oneLine(100).optional(),
  config: z.record(z.string(), z.unknown()).optional().describe('Fields of its kind'),
  filter: body('ChannelFilterPatch', changing(filterSchema)).optional(),
  rate_per_minute: ratePerMinute.optional(),
  enabled: z.boolean().optional(),
})
