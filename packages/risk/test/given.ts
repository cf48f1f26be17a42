import { type Risk, riskSchema } from '@papertape/events'
import { EPOCH_START } from '@papertape/events/testing'
import { type AlarmStates, evaluate } from '../src/index.ts'

/** The instant so many seconds behind the start. */
export const second = (count: number): string => new Date(Date.parse(EPOCH_START) + count * 1000).toISOString()

export type Moment = { at: number; drawdown: number | null }

/** Shows drawdowns, one after another, and writes down what was told: `<second> <kind> <level>[ from <level>]`. */
export const watch = (moments: readonly Moment[], risk: Risk = riskSchema.parse({}), states: AlarmStates = {}) => {
  const told: string[] = []
  let current = states
  for (const { at, drawdown } of moments) {
    // Through JSON each time: a state that is not plain JSON would forget something here.
    const shown: AlarmStates = JSON.parse(JSON.stringify(current))
    const step = evaluate(shown, { current_drawdown_pct: drawdown }, risk, second(at), () => `a${at}`)
    current = step.states
    for (const { kind, level, previous_level, alarm_id } of step.transitions) {
      told.push(`${at} ${kind} ${level}${previous_level ? ` from ${previous_level}` : ''} ${alarm_id}`)
    }
  }
  return { told, states: current, state: current.MAX_DRAWDOWN_EXCEEDED }
}

/** Drawdowns at seconds: `[[0, 16], [10, 14]]`. */
export const path = (...points: readonly (readonly [at: number, drawdown: number | null])[]): Moment[] =>
  points.map(([at, drawdown]) => ({ at, drawdown }))

export const riskOf = (own: object): Risk => riskSchema.parse({ thresholds: { MAX_DRAWDOWN_EXCEEDED: own } })
