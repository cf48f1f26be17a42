import type { AlarmType, Thresholds } from '@papertape/events'
import { RULES, type Rule, settingsOf } from '@papertape/risk'
import type { Projection } from './coverage.ts'

/** One alarm type's thresholds as they hold. Levels are in the unit of the figure. */
const heldOf = (rule: Rule, layers: readonly Thresholds[]) => {
  const { thresholds, margin, dwellMs, cooldownMs } = settingsOf(rule, layers)
  return {
    levels: Object.fromEntries(thresholds.map(({ level, threshold }) => [level, threshold])),
    recovery_margin_pct: margin * 100,
    dwell_seconds: dwellMs / 1000,
    cooldown_seconds: cooldownMs / 1000,
  }
}

/** What each alarm type watches: the same for all bots. */
const rules = RULES.map(({ type, figure, as_loss, direction, unit, sample }) => ({
  alarm_type: type,
  figure,
  as_loss: as_loss ?? false,
  direction,
  unit: unit.trim(),
  sample: sample ?? null,
}))

/** The thresholds of all bots as an operator has set them; none before that. */
export const readThresholdsOfAll = async (projection: Projection): Promise<Thresholds> => {
  const row = await projection.selectFrom('alarm_settings').select('thresholds').executeTakeFirst()
  return row?.thresholds ?? {}
}

/**
 * Thresholds as they hold, `own` what was set here and stands over the rest: the defaults, for a bot also those of all
 * bots.
 */
export const thresholdsView = (bot_id: string | null, own: Thresholds, below: readonly Thresholds[]) => ({
  bot_id,
  thresholds: Object.fromEntries(RULES.map((rule) => [rule.type, heldOf(rule, [...below, own])])) as {
    [Type in AlarmType]: ReturnType<typeof heldOf>
  },
  own,
  rules,
})

/** The thresholds of all bots, or with a bot's those over them. */
export const readThresholds = async (projection: Projection, botId: string | null) => {
  const ofAll = await readThresholdsOfAll(projection)
  if (botId === null) return thresholdsView(null, ofAll, [])
  const bot = await projection.selectFrom('bots').select('risk').where('bot_id', '=', botId).executeTakeFirstOrThrow()
  return thresholdsView(botId, bot.risk.thresholds, [ofAll])
}
