import type { AlarmLevel, AlarmType } from '@papertape/events'
import type { FigureName } from '@papertape/metrics'

/** One alarm type as data: which figure it watches, which way is bad, and from where. */
export type Rule = {
  type: AlarmType
  figure: FigureName
  /** `at_least`: at the threshold or above is bad; `above`: above it; `below`: below it. */
  direction: 'at_least' | 'above' | 'below'
  /** Default threshold per level, in the figure's unit. */
  levels: { readonly [Level in AlarmLevel]?: number }
  /** The figure in words, such as `Drawdown`, and its unit, such as ` %`. */
  label: string
  unit: string
  /** What to do, in words, by level. */
  recommended_action: { readonly [Level in AlarmLevel]?: string }
}
