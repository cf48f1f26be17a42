import { describe, expect, it } from 'vitest'
import { nearest } from '../src/charts/nearest.ts'

const plot = {
  data: [
    [1, 2, 3, 4, 5],
    [null, 10, null, null, 40],
    [null, null, null, null, null],
  ],
} as const

const at = (place: number, of: number): number =>
  nearest({ data: [[...plot.data[0]], [...plot.data[1]], [...plot.data[2]]] }, place, of)

describe('the nearest value of a series', () => {
  it('is its own where it has one', () => {
    expect(at(1, 1)).toBe(1)
  })
  it('is the nearest to either side, the earlier of two equally near ones', () => {
    expect([0, 2, 3].map((place) => at(place, 1))).toEqual([1, 1, 4])
  })
  it('stays where it is in a series without any', () => {
    expect(at(3, 2)).toBe(3)
  })
})
