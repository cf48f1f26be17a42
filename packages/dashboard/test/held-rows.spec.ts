import { describe, expect, it } from 'vitest'
import { held } from '../src/ui/sorted.ts'

type Row = { id: string; price: number }
const rows = (text: string, price = 1): Row[] => [...text].map((id) => ({ id, price }))
const heldAs = (order: string, now: readonly Row[]) => {
  const { rows: shown, waiting } = held([...order], now, ({ id }) => id)
  return { order: shown.map(({ id }) => id).join(''), waiting }
}

describe('rows under the pointer', () => {
  it('stay where they are, with their newest values', () => {
    expect(held(['a', 'b'], rows('ab', 2), ({ id }) => id)).toEqual({ rows: rows('ab', 2), waiting: 0 })
  })

  it('do not make room for new ones, which wait one by one', () => {
    expect(heldAs('abc', rows('xyabc'))).toEqual({ order: 'abc', waiting: 2 })
  })

  it('do not change places; those that would are told', () => {
    expect(heldAs('abc', rows('bac'))).toEqual({ order: 'abc', waiting: 2 })
  })

  it('are left out when they have gone', () => {
    expect(heldAs('abc', rows('ac'))).toEqual({ order: 'ac', waiting: 0 })
  })
})
