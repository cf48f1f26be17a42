import type { AlarmLevel, AlarmType, Thresholds } from '@papertape/events'
import { type AlarmState, NORMAL, severityOf } from './alarm-state.ts'
import type { Readings } from './readings.ts'
import type { Rule } from './rule.ts'
import { RULES } from './rules.ts'
import { crosses, recovers, type Settings, settingsOf } from './settings.ts'

/** How all alarm types of one bot stand; a type that is left out is normal. */
export type AlarmStates = { readonly [Type in AlarmType]?: AlarmState }

/** One step of one alarm, to be told. */
export type Transition = {
  kind: 'raised' | 'escalated' | 'cleared'
  alarm_type: AlarmType
  alarm_id: string
  level: AlarmLevel
  /** The level before, of `escalated` only, which goes either way. */
  previous_level: AlarmLevel | null
  current_value: number
  threshold_value: number
}

type Step = { state: AlarmState; transition: Omit<Transition, 'alarm_type' | 'current_value'> | null }

const sinceMs = (from: string, to: string): number => Date.parse(to) - Date.parse(from)

const thresholdOf = (settings: Settings, level: AlarmLevel): number | null =>
  settings.thresholds.find((entry) => entry.level === level)?.threshold ?? null

/** The worst level that a figure is bad enough for. */
const crossedLevel = (rule: Rule, settings: Settings, value: number): AlarmLevel | null =>
  settings.thresholds.findLast(({ threshold }) => crosses(rule, value, threshold))?.level ?? null

const isCooling = (state: AlarmState, level: AlarmLevel, settings: Settings, now: string): boolean => {
  const raisedAt = state.raised_at[level]
  return raisedAt !== undefined && sinceMs(raisedAt, now) < settings.cooldownMs
}

/**
 * Not raised: raises at the worst level that is crossed and not within its cooldown. Where that is a milder one, the worse
 * one is next: escalation passes the cooldown.
 */
const whileNormal = (
  state: AlarmState,
  rule: Rule,
  value: number,
  settings: Settings,
  now: string,
  nameOf: () => string,
): Step => {
  const bad = settings.thresholds.filter(({ threshold }) => crosses(rule, value, threshold))
  if (bad.length === 0) return { state: { ...state, phase: 'normal' }, transition: null }
  const raised = bad.findLast(({ level }) => !isCooling(state, level, settings, now))
  if (raised === undefined) return { state: { ...state, phase: 'pending' }, transition: null }
  const alarm_id = nameOf()
  const { level, threshold } = raised
  return {
    state: {
      ...state,
      phase: raised === bad.at(-1) ? 'active' : 'pending',
      level,
      alarm_id,
      recovered_since: {},
      raised_at: { ...state.raised_at, [level]: now },
    },
    transition: { kind: 'raised', alarm_id, level, previous_level: null, threshold_value: threshold },
  }
}

/**
 * The levels that hold a raised alarm, mildest first: those up to its own. Where thresholds set since have left none of
 * them, its own level holds it at the mildest threshold there is.
 */
const holding = ({ thresholds }: Settings, level: AlarmLevel): Settings['thresholds'] => {
  const upTo = thresholds.filter((entry) => severityOf(entry.level) <= severityOf(level))
  return upTo.length > 0 ? upTo : thresholds.slice(0, 1).map(({ threshold }) => ({ level, threshold }))
}

/** How far the figure is back from the levels that hold the alarm; `stays` is the worst one it may not leave yet. */
const recoveryFrom = (
  state: AlarmState,
  level: AlarmLevel,
  rule: Rule,
  value: number,
  settings: Settings,
  now: string,
) => {
  const recovered_since: { [Level in AlarmLevel]?: string } = {}
  let stays: Settings['thresholds'][number] | null = null
  for (const entry of holding(settings, level)) {
    if (!recovers(rule, value, entry.threshold, settings.margin)) {
      stays = entry
      continue
    }
    const since = state.recovered_since[entry.level] ?? now
    recovered_since[entry.level] = since
    if (sinceMs(since, now) < settings.dwellMs) stays = entry
  }
  return { recovered_since, stays }
}

/** Raised: a worse level escalates at once; a level is left once the figure has been back from it for the dwell. */
const whileRaised = (
  state: AlarmState,
  level: AlarmLevel,
  alarm_id: string,
  rule: Rule,
  value: number,
  settings: Settings,
  now: string,
): Step => {
  const crossed = crossedLevel(rule, settings, value)
  if (crossed !== null && severityOf(crossed) > severityOf(level)) {
    return {
      state: {
        ...state,
        phase: 'active',
        level: crossed,
        recovered_since: {},
        raised_at: { ...state.raised_at, [crossed]: now },
      },
      transition: {
        kind: 'escalated',
        alarm_id,
        level: crossed,
        previous_level: level,
        threshold_value: thresholdOf(settings, crossed) ?? value,
      },
    }
  }
  const { recovered_since, stays } = recoveryFrom(state, level, rule, value, settings, now)
  if (stays === null) {
    const mildest = settings.thresholds[0]?.threshold ?? value
    return {
      state: { ...state, phase: 'normal', level: null, alarm_id: null, recovered_since: {} },
      transition: { kind: 'cleared', alarm_id, level, previous_level: null, threshold_value: mildest },
    }
  }
  if (stays.level === level) {
    const phase = recovered_since[level] === undefined ? 'active' : 'recovering'
    return { state: { ...state, phase, recovered_since }, transition: null }
  }
  return {
    state: {
      ...state,
      phase: recovered_since[stays.level] === undefined ? 'active' : 'recovering',
      level: stays.level,
      recovered_since,
    },
    transition: {
      kind: 'escalated',
      alarm_id,
      level: stays.level,
      previous_level: level,
      threshold_value: stays.threshold,
    },
  }
}

const step = (
  before: AlarmState,
  rule: Rule,
  value: number | null,
  layers: readonly Thresholds[],
  time: string,
  nameOf: () => string,
): Step => {
  const now = before.time !== null && before.time > time ? before.time : time
  const state = { ...before, time: now }
  // Nobody has seen that the figure stayed recovered, so the dwell starts anew; nothing else moves.
  if (value === null) {
    const phase = state.phase === 'recovering' ? 'active' : state.phase
    return { state: { ...state, phase, recovered_since: {} }, transition: null }
  }
  const settings = settingsOf(rule, layers)
  if (state.level === null || state.alarm_id === null) {
    return whileNormal(state, rule, value, settings, now, nameOf)
  }
  return whileRaised(state, state.level, state.alarm_id, rule, value, settings, now)
}

/**
 * Shows a bot's figures, or the mere passing of time over the same ones, to all its alarms: one state machine each,
 * normal → pending → active → recovering → normal. Pure: `layers` are the thresholds over the defaults, the last one on
 * top, `time` is the fact's, `nameOf` names an alarm that is raised now. At most one transition per type.
 *
 * The figure must come back from a level by the recovery margin, and stay back for the dwell, before that level is left,
 * so noise below the margin moves nothing. The cooldown keeps a level from being raised again soon; escalation passes it.
 */
export const evaluate = (
  states: AlarmStates,
  readings: Readings,
  layers: readonly Thresholds[],
  time: string,
  nameOf: (type: AlarmType) => string,
  rules: readonly Rule[] = RULES,
): { states: AlarmStates; transitions: Transition[] } => {
  const next: { [Type in AlarmType]?: AlarmState } = { ...states }
  const transitions: Transition[] = []
  for (const rule of rules) {
    const { type } = rule
    const value = readings[type] ?? null
    const { state, transition } = step(states[type] ?? NORMAL, rule, value, layers, time, () => nameOf(type))
    next[type] = state
    if (transition !== null && value !== null)
      transitions.push({ alarm_type: type, current_value: value, ...transition })
  }
  return { states: next, transitions }
}
