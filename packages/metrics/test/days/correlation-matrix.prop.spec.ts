import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correlationMatrix, dayAfter } from '../../src/index.ts'
import { clusterOrder } from '../../src/statistics/cluster-order.ts'

const record = (label: string, returns: readonly (number | null)[]) => ({
  label,
  returns: new Map(
    returns.flatMap((value, place) => (value === null ? [] : [[dayAfter('2024-01-01', place), value] as const])),
  ),
})

/** Pearson's, as it is written in books. */
const pearson = (pairs: readonly (readonly [number, number])[]): number => {
  const n = pairs.length
  const sumOf = (of: (pair: readonly [number, number]) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0)
  const [x, y] = [sumOf(([a]) => a), sumOf(([, b]) => b)]
  const top = n * sumOf(([a, b]) => a * b) - x * y
  return top / Math.sqrt((n * sumOf(([a]) => a * a) - x * x) * (n * sumOf(([, b]) => b * b) - y * y))
}

describe('correlations', () => {
  it('put together what moves alike', () => {
    const up = [0.01, -0.02, 0.03, 0.01, -0.01, 0.02]
    const other = [0.02, 0.01, -0.01, 0.03, 0.02, -0.02]
    const { labels, cells } = correlationMatrix([
      record('a', up),
      record('x', other),
      record(
        'b',
        up.map((value) => value * 2 + 0.001),
      ),
      record(
        'y',
        other.map((value) => value / 2),
      ),
    ])
    expect(Math.abs(labels.indexOf('a') - labels.indexOf('b'))).toBe(1)
    expect(Math.abs(labels.indexOf('x') - labels.indexOf('y'))).toBe(1)
    expect(cells[labels.indexOf('a')]?.[labels.indexOf('b')]?.value).toBeCloseTo(1, 12)
  })

  it('do not exist of too few common days, nor of a record that does not vary on them', () => {
    const { labels, cells } = correlationMatrix([
      record('early', [0.01, 0.02, 0.03, null, null]),
      record('late', [null, 0.01, -0.01, 0.02, 0.01]),
      record('flat', [0, 0, 0, 0, 0]),
    ])
    const at = (a: string, b: string) => cells[labels.indexOf(a)]?.[labels.indexOf(b)]
    expect(at('early', 'late')).toEqual({ value: null, n: 2, reason: 'TOO_FEW' })
    expect(at('late', 'flat')).toEqual({ value: null, n: 4, reason: 'ZERO_VARIANCE' })
    expect(at('flat', 'flat')).toEqual({ value: null, n: 5, reason: 'ZERO_VARIANCE' })
    expect(at('late', 'late')).toEqual({ value: 1, n: 4, reason: null })
    expect(correlationMatrix([])).toEqual({ labels: [], cells: [] })
  })

  it('are Pearson’s over the days that both have, whichever way round', () => {
    const returns = fc.array(
      fc.option(
        fc.integer({ min: -50, max: 50 }).map((of) => of / 1000),
        { freq: 5 },
      ),
      {
        minLength: 8,
        maxLength: 40,
      },
    )
    fc.assert(
      fc.property(fc.array(returns, { minLength: 2, maxLength: 6 }), (all) => {
        const { labels, cells } = correlationMatrix(all.map((own, place) => record(String(place), own)))
        expect(labels.map(Number).toSorted((a, b) => a - b)).toEqual(all.map((_, place) => place))
        for (const [i, a] of labels.entries()) {
          for (const [j, b] of labels.entries()) {
            const other = all[Number(b)] ?? []
            const pairs = (all[Number(a)] ?? []).flatMap((value, day) => {
              const same = other[day] ?? null
              return value === null || same === null ? [] : [[value, same] as const]
            })
            const cell = cells[i]?.[j]
            expect(cell).toEqual(cells[j]?.[i])
            expect(cell?.n).toBe(pairs.length)
            if (typeof cell?.value === 'number') expect(cell.value).toBeCloseTo(pearson(pairs), 7)
            else expect(cell?.reason).toBe(pairs.length < 3 ? 'TOO_FEW' : 'ZERO_VARIANCE')
          }
        }
      }),
    )
  })
})

describe('the order of clusters', () => {
  it('holds every place once, whatever the distances', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 12 }), (places) => {
        const order = clusterOrder(places.length, (i, j) => Math.abs((places[i] ?? 0) - (places[j] ?? 0)))
        expect(order.toSorted((a, b) => a - b)).toEqual(places.map((_, place) => place))
      }),
    )
  })

  it('puts points of a line in the line’s order', () => {
    const places = [5, 1, 4, 0, 10, 11]
    const order = clusterOrder(places.length, (i, j) => Math.abs((places[i] ?? 0) - (places[j] ?? 0)))
    expect(order.map((place) => places[place])).toEqual([0, 1, 4, 5, 10, 11])
  })
})
