import { CHANNEL_KINDS, type ChannelKind, configSchemas, filterSchema, oneLine, type Reach } from '@papertape/notify'
import { z } from 'zod'
import { body } from '../named.ts'

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
  name: z.unknown().optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  filter: z.record(z.string(), z.unknown()).optional(),
  rate_per_minute: z.unknown().optional(),
  enabled: z.unknown().optional(),
})
