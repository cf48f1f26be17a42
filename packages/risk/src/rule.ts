import type { AlarmLevel, AlarmType } from '@papertape/events'
import type { figureOf } from '@papertape/metrics'

/** One alarm type as data: which figure it watches, which way is bad, and from where. */
export type Rule = {
  type: AlarmType
  figure: Parameters<typeof figureOf>[1]
  /** Watched as a loss: with its sign turned, a gain counting as 0. */
  as_loss?: true
  /** With fewer observations than this the figure counts as undefined. */
  sample?: { of: 'closed_trades' | 'daily_returns'; min: number }
  /** `at_least`: at the threshold or above is bad; `above`: above it; `below`: below it. */
  direction: 'at_least' | 'above' | 'below'
  /** Default threshold per level, in the figure's unit. */
  levels: { readonly [Level in AlarmLevel]?: number }
  /** A level that follows another one, at so many per cent of it, wherever that one is set and this one is not. */
  derived?: { level: AlarmLevel; from: AlarmLevel; pct: number }
  /** What the figure can be at all; a threshold or a recovery beyond it would never be met. */
  range: { readonly min: number; readonly max: number }
  /** The figure in words, such as `Drawdown`, and its unit, such as ` %`. */
  label: string
  unit: string
  /** What to do, in words, by level: any level may be given a threshold. */
  recommended_action: { readonly [Level in AlarmLevel]: string }
}
