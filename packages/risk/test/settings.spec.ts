import type { AlarmType, Thresholds } from '@papertape/events'
import { describe, expect, it } from 'vitest'
import { ruleOf, settingsOf, validateThresholds } from '../src/index.ts'
import { path, watch } from './given.ts'

const levelsOf = (type: AlarmType, ...layers: readonly Thresholds[]) =>
  Object.fromEntries(settingsOf(ruleOf(type), layers).thresholds.map(({ level, threshold }) => [level, threshold]))

describe('thresholds in force', () => {
  it('are those of CONTRACT section 7 where nobody sets any', () => {
    expect(levelsOf('MAX_DRAWDOWN_EXCEEDED')).toEqual({ WARNING: 15, EMERGENCY: 20 })
    expect(levelsOf('DAILY_LOSS_LIMIT')).toEqual({ WARNING: 4, CRITICAL: 5 })
    expect(levelsOf('CONSECUTIVE_LOSSES')).toEqual({ CRITICAL: 5 })
    expect(levelsOf('LOW_WIN_RATE')).toEqual({ WARNING: 55, CRITICAL: 50 })
    expect(levelsOf('POSITION_SIZE_EXCEEDED')).toEqual({ WARNING: 10 })
    expect(levelsOf('TOTAL_EXPOSURE_EXCEEDED')).toEqual({ CRITICAL: 80 })
    expect(levelsOf('ACCOUNT_BALANCE_LOW')).toEqual({ WARNING: 500, EMERGENCY: 100 })
    expect(levelsOf('SHARPE_DEGRADATION')).toEqual({ WARNING: 0.5 })
    expect(levelsOf('PROFIT_FACTOR_LOW')).toEqual({ CRITICAL: 1 })
  })

  it('take the bot’s over those of all bots over the defaults, level by level and field by field', () => {
    const all = { LOW_WIN_RATE: { levels: { WARNING: 60, CRITICAL: 40 }, dwell_seconds: 10, cooldown_seconds: 20 } }
    const own = { LOW_WIN_RATE: { levels: { CRITICAL: 45 }, dwell_seconds: 30 } }
    expect(settingsOf(ruleOf('LOW_WIN_RATE'), [all, own])).toEqual({
      thresholds: [
        { level: 'WARNING', threshold: 60 },
        { level: 'CRITICAL', threshold: 45 },
      ],
      margin: 0.05,
      dwellMs: 30_000,
      cooldownMs: 20_000,
    })
  })

  it('let the warning of a daily loss follow the limit of whoever sets one', () => {
    expect(levelsOf('DAILY_LOSS_LIMIT', { DAILY_LOSS_LIMIT: { levels: { CRITICAL: 3 } } })).toEqual({
      WARNING: 2.4,
      CRITICAL: 3,
    })
    const all = { DAILY_LOSS_LIMIT: { levels: { WARNING: 1, CRITICAL: 2 } } }
    expect(levelsOf('DAILY_LOSS_LIMIT', all)).toEqual({ WARNING: 1, CRITICAL: 2 })
    expect(levelsOf('DAILY_LOSS_LIMIT', all, { DAILY_LOSS_LIMIT: { levels: { CRITICAL: 10 } } })).toEqual({
      WARNING: 8,
      CRITICAL: 10,
    })
    expect(levelsOf('DAILY_LOSS_LIMIT', { DAILY_LOSS_LIMIT: { levels: { EMERGENCY: 9 } } })).toEqual({
      WARNING: 4,
      CRITICAL: 5,
      EMERGENCY: 9,
    })
  })
})

describe('thresholds as people give them', () => {
  const problems = (thresholds: Thresholds, below: readonly Thresholds[] = []) => validateThresholds(thresholds, below)

  it('are fine as the defaults are, and where two levels share one', () => {
    expect(problems({})).toEqual([])
    expect(problems({ MAX_DRAWDOWN_EXCEEDED: {}, LOW_WIN_RATE: { dwell_seconds: 5 } })).toEqual([])
    expect(problems({ MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 20 } } })).toEqual([])
    expect(problems({ SHARPE_DEGRADATION: { levels: { WARNING: 0, CRITICAL: -1 } } })).toEqual([])
  })

  it('rise with the level where more is worse, fall where less is, told at the level that was given', () => {
    expect(problems({ MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 21 } } })).toEqual([
      { path: 'MAX_DRAWDOWN_EXCEEDED.levels.WARNING', message: 'must be at most EMERGENCY’s 20' },
    ])
    expect(problems({ MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 12, EMERGENCY: 10 } } })).toEqual([
      { path: 'MAX_DRAWDOWN_EXCEEDED.levels.EMERGENCY', message: 'must be at least WARNING’s 12' },
    ])
    expect(problems({ ACCOUNT_BALANCE_LOW: { levels: { WARNING: 50 } } })).toEqual([
      { path: 'ACCOUNT_BALANCE_LOW.levels.WARNING', message: 'must be at least EMERGENCY’s 100' },
    ])
    expect(problems({ LOW_WIN_RATE: { levels: { WARNING: 50, CRITICAL: 56 } } })).toEqual([
      { path: 'LOW_WIN_RATE.levels.CRITICAL', message: 'must be at most WARNING’s 50' },
    ])
    const around = { INFO: 10, CRITICAL: 8 }
    expect(problems({ MAX_DRAWDOWN_EXCEEDED: { levels: around } })).toEqual([
      { path: 'MAX_DRAWDOWN_EXCEEDED.levels.CRITICAL', message: 'must be at least INFO’s 10' },
    ])
  })

  it('may put a worse level before a milder one of a layer below, which never shows then', () => {
    const own = { MAX_DRAWDOWN_EXCEEDED: { levels: { EMERGENCY: 5 } } }
    expect(problems(own)).toEqual([])
    expect(levelsOf('MAX_DRAWDOWN_EXCEEDED', own)).toEqual({ EMERGENCY: 5 })
    expect(watch(path([0, 6], [10, 16], [20, 4], [80, 4]), { thresholds: own }).told).toEqual([
      '0 raised EMERGENCY a0',
      '80 cleared EMERGENCY a0',
    ])
  })

  it('are judged over the layers below', () => {
    const all = { MAX_DRAWDOWN_EXCEEDED: { levels: { EMERGENCY: 40 } } }
    expect(problems({ MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 21 } } }, [all])).toEqual([])
  })

  it('are values that the figure can have', () => {
    expect(problems({ LOW_WIN_RATE: { levels: { WARNING: 101 } } })[0]?.message).toMatch(/must be 100 or less/)
    expect(problems({ PROFIT_FACTOR_LOW: { levels: { CRITICAL: -1 } } })[0]?.message).toMatch(/must be 0 or more/)
    expect(problems({ CONSECUTIVE_LOSSES: { levels: { CRITICAL: 0 } } })[0]?.message).toMatch(/must be more than 0/)
    for (const threshold of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(problems({ ACCOUNT_BALANCE_LOW: { levels: { INFO: threshold } } })[0]).toEqual({
        path: 'ACCOUNT_BALANCE_LOW.levels.INFO',
        message: 'must be a finite number',
      })
    }
  })

  it('can be come back from', () => {
    expect(problems({ LOW_WIN_RATE: { levels: { WARNING: 96 } } })).toEqual([
      { path: 'LOW_WIN_RATE.levels.WARNING', message: expect.stringMatching(/could never clear.*100\.8/) },
    ])
    expect(problems({ LOW_WIN_RATE: { recovery_margin_pct: 90 } })[0]?.path).toBe('LOW_WIN_RATE.levels.WARNING')
  })
})
