import type { AlarmLevel, AlarmType, ThresholdSettings, Thresholds } from '@papertape/client'
import type { Form } from './field.tsx'

export const TYPES: readonly AlarmType[] = [
  'MAX_DRAWDOWN_EXCEEDED',
  'DAILY_LOSS_LIMIT',
  'CONSECUTIVE_LOSSES',
  'LOW_WIN_RATE',
  'POSITION_SIZE_EXCEEDED',
  'TOTAL_EXPOSURE_EXCEEDED',
  'ACCOUNT_BALANCE_LOW',
  'SHARPE_DEGRADATION',
  'PROFIT_FACTOR_LOW',
]
/** Mildest first, as thresholds must lie. */
export const MILDEST_FIRST: readonly AlarmLevel[] = ['INFO', 'WARNING', 'CRITICAL', 'EMERGENCY']
export const TIMES = ['recovery_margin_pct', 'dwell_seconds', 'cooldown_seconds'] as const

/** The name of a level's field; its pointer in the body is the same with slashes. */
export const levelName = (type: AlarmType, level: AlarmLevel): string => `thresholds.${type}.levels.${level}`
export const timeName = (type: AlarmType, time: (typeof TIMES)[number]): string => `thresholds.${type}.${time}`

/** Thresholds as a form shows them: only what was set there; the rest comes from below. */
export const thresholdForm = (own: Thresholds): Form => {
  const form: Record<string, string> = {}
  for (const type of TYPES) {
    const set = own[type]
    for (const level of MILDEST_FIRST) {
      const value = set?.levels?.[level]
      if (value !== undefined) form[levelName(type, level)] = String(value)
    }
    for (const time of TIMES) {
      const value = set?.[time]
      if (value !== undefined) form[timeName(type, time)] = String(value)
    }
  }
  return form
}

const numberAt = (form: Form, name: string): number | undefined => {
  const text = (form[name] ?? '').trim()
  return text === '' ? undefined : Number(text)
}

/** The thresholds that a form says; types of which nothing is filled in are left out. */
export const thresholdsOf = (form: Form): ThresholdSettings => {
  const all: Partial<Record<AlarmType, NonNullable<ThresholdSettings[AlarmType]>>> = {}
  for (const type of TYPES) {
    const levels = Object.fromEntries(
      MILDEST_FIRST.flatMap((level) => {
        const value = numberAt(form, levelName(type, level))
        return value === undefined ? [] : [[level, value]]
      }),
    )
    const times = Object.fromEntries(
      TIMES.flatMap((time) => {
        const value = numberAt(form, timeName(type, time))
        return value === undefined ? [] : [[time, value]]
      }),
    )
    const hasLevels = Object.keys(levels).length > 0
    if (hasLevels || Object.keys(times).length > 0) all[type] = { ...(hasLevels ? { levels } : {}), ...times }
  }
  return all
}
