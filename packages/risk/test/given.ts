import type { AlarmType, Thresholds } from '@papertape/events'
import { EPOCH_START } from '@papertape/events/testing'
import { type AlarmStates, evaluate } from '../src/evaluate.ts'

/** The instant so many seconds behind the start. */
export const second = (count: number): string => new Date(Date.parse(EPOCH_START) + count * 1000).toISOString()

export type Moment = { at: number; value: number | null }

export type Watching = { type?: AlarmType; thresholds?: Thresholds; states?: AlarmStates }

/** Shows what an alarm sees, one after another, and writes down what was told: `<second> <kind> <level>[ from <level>]`. */
export const watch = (moments: readonly Moment[], given: Watching = {}) => {
  const { type = 'MAX_DRAWDOWN_EXCEEDED', thresholds = {}, states = {} } = given
  const told: string[] = []
  let current = states
  for (const { at, value } of moments) {
    // Through JSON each time: a state that is not plain JSON would forget something here.
    const shown: AlarmStates = JSON.parse(JSON.stringify(current))
    const step = evaluate(shown, { [type]: value }, [thresholds], second(at), () => `a${at}`)
    current = step.states
    for (const { kind, level, previous_level, alarm_id } of step.transitions) {
      told.push(`${at} ${kind} ${level}${previous_level ? ` from ${previous_level}` : ''} ${alarm_id}`)
    }
  }
  return { told, states: current, state: current[type] }
}

/** Figures at seconds: `[[0, 16], [10, 14]]`. */
export const path = (...points: readonly (readonly [at: number, value: number | null])[]): Moment[] =>
  points.map(([at, value]) => ({ at, value }))

/** A bot's own settings of the drawdown alarm. */
export const drawdownAs = (own: NonNullable<Thresholds['MAX_DRAWDOWN_EXCEEDED']>): Watching => ({
  thresholds: { MAX_DRAWDOWN_EXCEEDED: own },
})
