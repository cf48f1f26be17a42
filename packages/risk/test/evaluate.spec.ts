import { describe, expect, it } from 'vitest'
import { adopt } from '../src/adopt.ts'
import { onNewClock } from '../src/alarm-state.ts'
import { drawdownAs, path, second, watch } from './given.ts'

describe('a drawdown alarm', () => {
  it('is silent below its first threshold and raises at it', () => {
    expect(watch(path([0, 0], [1, 14.999])).told).toEqual([])
    expect(watch(path([0, 15])).told).toEqual(['0 raised WARNING a0'])
  })

  it('raises at the worst level that is crossed, once', () => {
    expect(watch(path([0, 25], [1, 25], [2, 26])).told).toEqual(['0 raised EMERGENCY a0'])
  })

  it('escalates under its own name', () => {
    const { told } = watch(path([0, 16], [1, 20]))
    expect(told).toEqual(['0 raised WARNING a0', '1 escalated EMERGENCY from WARNING a0'])
  })

  it('clears only after margin and dwell', () => {
    // 5 % of 15 is 0.75: back is 14.25.
    expect(watch(path([0, 16], [100, 14.26], [500, 14.26])).told).toHaveLength(1)
    expect(watch(path([0, 16], [100, 14.25], [159.999, 14])).told).toHaveLength(1)
    expect(watch(path([0, 16], [100, 14.25], [160, 14])).told).toEqual([
      '0 raised WARNING a0',
      '160 cleared WARNING a0',
    ])
  })

  it('starts the dwell anew when the figure leaves the margin in between', () => {
    const { told } = watch(path([0, 16], [100, 14], [130, 14.5], [140, 14], [199, 14], [200, 14]))
    expect(told).toEqual(['0 raised WARNING a0', '200 cleared WARNING a0'])
  })

  it('steps down when it has come back from the worse level only, and records it', () => {
    // 5 % of 20 is 1: back from EMERGENCY is 19.
    const { told } = watch(path([0, 21], [10, 19], [69, 18], [70, 18], [80, 10], [139, 10], [140, 10]))
    expect(told).toEqual(['0 raised EMERGENCY a0', '70 escalated WARNING from EMERGENCY a0', '140 cleared WARNING a0'])
  })

  it('clears at once from the worse level when it has been back from both for the dwell', () => {
    expect(watch(path([0, 21], [10, 2], [70, 2])).told).toEqual(['0 raised EMERGENCY a0', '70 cleared EMERGENCY a0'])
  })

  it('is withheld within its level’s cooldown, and raised when that is over and it is still bad', () => {
    const { told, state } = watch(path([0, 16], [60, 1], [120, 1], [130, 16]))
    expect(told).toEqual(['0 raised WARNING a0', '120 cleared WARNING a0'])
    expect(state?.phase).toBe('pending')
    const later = watch(path([0, 16], [60, 1], [120, 1], [130, 16], [899, 16], [900, 16])).told
    expect(later.at(-1)).toBe('900 raised WARNING a900')
  })

  it('is not muted by the cooldown of a milder level', () => {
    const { told } = watch(path([0, 16], [60, 1], [120, 1], [130, 16], [140, 21]))
    expect(told.at(-1)).toBe('140 raised EMERGENCY a140')
  })

  it('comes again within its cooldown by way of a milder level, which escalates with the next fact', () => {
    const again = path(
      [0, 21],
      [10, 2],
      [70, 2],
      [80, 21],
      [81, 21],
      [90, 2],
      [150, 2],
      [160, 21],
      [979, 21],
      [980, 21],
    )
    expect(watch(again).told).toEqual([
      '0 raised EMERGENCY a0',
      '70 cleared EMERGENCY a0',
      '80 raised WARNING a80',
      '81 escalated EMERGENCY from WARNING a80',
      '150 cleared EMERGENCY a80',
      '980 raised WARNING a980',
    ])
    expect(watch(again.slice(0, 4)).state?.phase).toBe('pending')
  })

  it('escalates again within the cooldown of the worse level', () => {
    const { told } = watch(path([0, 21], [10, 18], [70, 18], [80, 21]))
    expect(told.slice(1)).toEqual(['70 escalated WARNING from EMERGENCY a0', '80 escalated EMERGENCY from WARNING a0'])
  })

  it('neither raises, nor clears, nor counts dwell, while the figure is undefined', () => {
    expect(watch(path([0, null])).told).toEqual([])
    const { told } = watch(path([0, 16], [100, 14], [150, null], [160, 14], [219, 14]))
    expect(told).toEqual(['0 raised WARNING a0'])
    expect(watch(path([0, 16], [100, null], [500, null], [900, null])).told).toHaveLength(1)
  })

  it('does not take a time that lies behind for progress', () => {
    expect(watch(path([100, 16], [110, 14], [90, 14], [165, 14])).told).toHaveLength(1)
  })

  it('follows the bot’s own thresholds, level by level, margin, dwell and cooldown', () => {
    const own = drawdownAs({ levels: { WARNING: 3 }, recovery_margin_pct: 50, dwell_seconds: 0, cooldown_seconds: 0 })
    const { told } = watch(path([0, 3], [1, 1.6], [2, 1.5], [3, 3], [4, 20]), own)
    expect(told).toEqual([
      '0 raised WARNING a0',
      '2 cleared WARNING a0',
      '3 raised WARNING a3',
      '4 escalated EMERGENCY from WARNING a3',
    ])
  })

  it('clears under thresholds that were raised over it', () => {
    const { states } = watch(path([0, 16]))
    expect(watch(path([10, 16], [70, 16]), { ...drawdownAs({ levels: { WARNING: 18 } }), states }).told).toEqual([
      '70 cleared WARNING a0',
    ])
  })

  it('clears after margin and dwell, too, when a worse level set below its own hides that', () => {
    const raised = watch(path([0, 16], [10, 14.5]))
    // WARNING is at 15 still, which CRITICAL at 14.8 hides; back from that is 14.06.
    const hidden = { ...drawdownAs({ levels: { CRITICAL: 14.8 } }), states: raised.states }
    expect(watch(path([20, 14.5], [100, 14.06], [159, 14]), hidden).told).toEqual([])
    expect(watch(path([20, 14.5], [100, 14.06], [160, 14]), hidden).told).toEqual(['160 cleared WARNING a0'])
    expect(watch(path([20, 14.8]), hidden).told).toEqual(['20 escalated CRITICAL from WARNING a0'])
  })

  it('never clears at a threshold of zero while it is crossed', () => {
    const own = drawdownAs({ levels: { INFO: 0 }, dwell_seconds: 0 })
    expect(watch(path([0, 0], [1, 0], [1000, 0]), own).told).toEqual(['0 raised INFO a0'])
  })

  it('keeps its level but no measured time when its clock starts anew', () => {
    const { state } = watch(path([0, 16], [10, 1]))
    expect(state).toBeDefined()
    if (state === undefined) return
    expect(onNewClock(state)).toMatchObject({ level: 'WARNING', time: null, recovered_since: {}, raised_at: {} })
  })
})

describe('a recorded fact that these rules did not decide', () => {
  const raised = {
    id: 'e1',
    type: 'alarm.raised',
    version: 1,
    bot_id: 'bot',
    time: second(0),
    recorded_at: second(0),
    cause: null,
    correlation: null,
    data: {
      alarm_id: 'old',
      alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
      level: 'CRITICAL',
      message: '',
      current_value: 12,
      threshold_value: 10,
      kpi_seq: 1,
      recommended_action: '',
    },
  } as const

  it('holds: its alarm stands, leaves a level that is none any more, and clears by the rules of now', () => {
    const states = adopt({}, raised)
    expect(watch(path([1, 2], [61, 2]), { states }).told).toEqual([
      '1 escalated WARNING from CRITICAL old',
      '61 cleared WARNING old',
    ])
  })

  it('ends the alarm that it clears, and no other', () => {
    const { recommended_action: _, ...data } = raised.data
    const cleared = { ...raised, type: 'alarm.cleared', data } as const
    expect(adopt(adopt({}, raised), cleared).MAX_DRAWDOWN_EXCEEDED?.phase).toBe('normal')
    const { states } = watch(path([0, 16]))
    expect(adopt(states, cleared)).toBe(states)
  })
})
