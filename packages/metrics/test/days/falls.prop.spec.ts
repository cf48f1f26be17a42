import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FallsAt, fallsOf, isListedFall } from '../../src/index.ts'

const at = (step: number): string => new Date(Date.parse('2024-01-01') + step * 3_600_000).toISOString()

/** What snapshots of these levels would say, one an hour; the first peak is `capital`. */
const snapshotsOf = (levels: readonly number[], capital: number): FallsAt[] => {
  let [peak, peakAt, isBelow] = [capital, at(0), false]
  let deepest: { depth: number; from: string; trough: string; recovered: string | null } | null = null
  return levels.map((level, step) => {
    if (level >= peak) {
      if (isBelow && deepest?.recovered === null) deepest.recovered = at(step)
      if (level > peak || isBelow) peakAt = at(step)
      peak = level
      isBelow = false
    } else {
      isBelow = true
      const depth = ((peak - level) / peak) * 100
      if (depth > (deepest?.depth ?? 0)) deepest = { depth, from: peakAt, trough: at(step), recovered: null }
    }
    return {
      timestamp: at(step),
      max_drawdown_pct: deepest?.depth ?? 0,
      max_drawdown_started_at: deepest?.from ?? null,
      max_drawdown_trough_at: deepest?.trough ?? null,
      max_drawdown_recovered_at: deepest?.recovered ?? null,
      current_drawdown_pct: isBelow ? ((peak - level) / peak) * 100 : 0,
      current_drawdown_started_at: isBelow ? peakAt : null,
    }
  })
}

describe('falls', () => {
  it('are each told with peak, trough and recovery, deepest first', () => {
    const falls = fallsOf(snapshotsOf([100, 90, 95, 100, 80, 120, 114, 108], 100))
    expect(falls).toEqual([
      { started_at: at(3), trough_at: at(4), recovered_at: at(5), depth_pct: 20 },
      { started_at: at(0), trough_at: at(1), recovered_at: at(3), depth_pct: 10 },
      { started_at: at(5), trough_at: at(7), recovered_at: null, depth_pct: 10 },
    ])
    expect(fallsOf(snapshotsOf([100, 110, 120], 100))).toEqual([])
    // Of a shallower one snapshots tell the end at the latest: when the next peak was known.
    expect(fallsOf(snapshotsOf([100, 80, 120, 114, 121], 100))[1]).toEqual({
      started_at: at(2),
      trough_at: at(3),
      recovered_at: at(4),
      depth_pct: 5,
    })
  })

  it('are worth listing where two decimals show them, and they last', () => {
    const fall = { started_at: at(0), trough_at: at(1), recovered_at: at(2), depth_pct: 0.005 }
    expect(isListedFall(fall)).toBe(true)
    expect(isListedFall({ ...fall, depth_pct: 0.00499 })).toBe(false)
    expect(isListedFall({ ...fall, trough_at: at(0), recovered_at: at(0), depth_pct: 50 })).toBe(false)
    expect(isListedFall({ ...fall, trough_at: at(0), recovered_at: null })).toBe(true)
  })

  it('know the deepest one exactly, though only some snapshots are kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 100 }),
        fc.integer({ min: 2, max: 24 }),
        (levels, each) => {
          const all = snapshotsOf(levels, 100)
          const kept = all.filter((_, step) => step % each === each - 1 || step === all.length - 1)
          const newest = all.at(-1)
          const [deepest, ...others] = fallsOf(kept).filter(({ depth_pct }) => depth_pct > 0)
          if (newest?.max_drawdown_pct === 0) {
            expect(deepest).toBeUndefined()
            return
          }
          expect(deepest).toEqual({
            started_at: newest?.max_drawdown_started_at,
            trough_at: newest?.max_drawdown_trough_at,
            recovered_at: newest?.max_drawdown_recovered_at,
            depth_pct: newest?.max_drawdown_pct,
          })
          // The others are falls that there were, from their true peaks, and no deeper than they were.
          const real = new Map(fallsOf(all).map((fall) => [fall.started_at, fall]))
          for (const { started_at, depth_pct, recovered_at } of others) {
            const fall = real.get(started_at)
            expect(depth_pct).toBeLessThanOrEqual(fall?.depth_pct ?? -1)
            if (recovered_at !== null) expect((fall?.recovered_at ?? '9') <= recovered_at).toBe(true)
          }
        },
      ),
    )
  })

  it('of all snapshots are what a walk over the levels finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 }), (levels) => {
        const walked: number[] = []
        let [peak, low] = [25, 25]
        for (const level of levels) {
          if (level >= peak) {
            if (low < peak) walked.push(((peak - low) / peak) * 100)
            ;[peak, low] = [level, level]
          }
          low = Math.min(low, level)
        }
        if (low < peak) walked.push(((peak - low) / peak) * 100)
        const depths = fallsOf(snapshotsOf(levels, 25)).map(({ depth_pct }) => depth_pct)
        expect(depths).toEqual(walked.toSorted((a, b) => b - a))
      }),
    )
  })
})
