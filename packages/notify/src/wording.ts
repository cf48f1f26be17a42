import { ALARM_LEVELS } from '@papertape/events'
import type { Notice } from './notice.ts'

const shown = (value: number): string => String(Number(value.toFixed(4)))

/** Whether an alarm went to a worse level; `null` for one that did not change level. */
export const isWorse = ({ level, previous_level }: Notice): boolean | null =>
  previous_level === null ? null : ALARM_LEVELS.indexOf(level) > ALARM_LEVELS.indexOf(previous_level)

/** What must not be taken for real: set before everything else that is said. */
const markOf = ({ mode, test }: Notice): string =>
  `${test ? '[TEST] ' : ''}${mode === 'live' ? '' : `[${mode.toUpperCase()}] `}`

/** What became of the alarm, such as `EMERGENCY (was WARNING)`. */
const stateOf = (notice: Notice): string => {
  switch (notice.type) {
    case 'alarm.raised':
      return notice.level
    case 'alarm.escalated':
      return `${isWorse(notice) === false ? 'down to ' : ''}${notice.level} (was ${notice.previous_level ?? 'unknown'})`
    case 'alarm.cleared':
      return `cleared (was ${notice.level})`
  }
}

const botOf = ({ bot_id, bot_name }: Notice): string => (bot_name === bot_id ? bot_id : `${bot_name} (${bot_id})`)

/** One line that says it all: `[DEMO] EMERGENCY: MAX_DRAWDOWN_EXCEEDED, bot Alpha (alpha)`. */
export const headlineOf = (notice: Notice): string =>
  `${markOf(notice)}${stateOf(notice)}: ${notice.alarm_type}, bot ${botOf(notice)}`

/** The particulars, in the order in which they are read. */
export const detailsOf = (notice: Notice): readonly (readonly [label: string, value: string])[] => [
  ['Bot', botOf(notice)],
  ['Mode', notice.mode === 'live' ? 'live' : `${notice.mode} (not live)`],
  ['Alarm', notice.alarm_type],
  ['Level', notice.previous_level === null ? notice.level : `${notice.level} (was ${notice.previous_level})`],
  [notice.figure, `${shown(notice.current_value)}${notice.unit}`],
  ['Threshold', `${shown(notice.threshold_value)}${notice.unit}`],
  ['Time', notice.time],
]

/** What to do, where something is to be done. */
export const actionOf = ({ recommended_action }: Notice): string | null =>
  recommended_action === null || recommended_action === '' ? null : recommended_action
