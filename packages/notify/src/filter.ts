import { ALARM_LEVELS, ALARM_TYPES, botId } from '@papertape/events'
import { z } from 'zod'
import type { Notice } from './notice.ts'
import { isWorse } from './wording.ts'

/** Which transitions a channel is told of. */
export const filterSchema = z.strictObject({
  min_level: z.enum(ALARM_LEVELS).default('WARNING').describe('Milder alarms are not told'),
  bots: z.array(botId).min(1).max(1000).nullable().default(null).describe('null = every bot'),
  types: z.array(z.enum(ALARM_TYPES)).min(1).nullable().default(null).describe('null = every type'),
  modes: z
    .array(z.enum(['live', 'demo']))
    .min(1)
    .default(['live', 'demo'])
    .describe('Alarms of replays are never told'),
  deescalated: z.boolean().default(true).describe('Tell when an alarm goes down to a milder level'),
  cleared: z.boolean().default(true).describe('Tell when an alarm is over'),
})

export type ChannelFilter = z.output<typeof filterSchema>

/**
 * Whether a channel is told. `toldBefore` says whether it has heard of this very alarm: who has is told how it goes on,
 * though it may have become milder than `min_level` since; who has not (it was silenced, or the channel is younger) hears
 * no good news about it either.
 */
export const isWanted = (filter: ChannelFilter, notice: Notice, toldBefore: boolean): boolean => {
  const { mode, bot_id, alarm_type, level, type } = notice
  if (mode === 'replay' || !filter.modes.includes(mode)) return false
  if (filter.bots !== null && !filter.bots.includes(bot_id)) return false
  if (filter.types !== null && !filter.types.includes(alarm_type)) return false
  if (type === 'alarm.cleared') return filter.cleared && toldBefore
  if (isWorse(notice) === false) return filter.deescalated && toldBefore
  return toldBefore || ALARM_LEVELS.indexOf(level) >= ALARM_LEVELS.indexOf(filter.min_level)
}
