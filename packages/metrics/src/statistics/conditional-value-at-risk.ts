import type { Sorted } from './sorted.ts'
import { sum } from './sum.ts'

/** 1 − 0.95 is a little more than 0.05 in binary, 0.15 × 20 a little more than 3: whole places must stay whole. */
const SLACK = 1e-12

function* firstOf(sorted: Sorted, count: number): Generator<number> {
  for (let index = 0; index < count; index += 1) yield sorted.at(index) ?? 0
}

/**
 * Expected shortfall of one period, a fraction, positive = loss: −mean of the ⌊(n − 1) × tail⌋ + 1 worst returns, those
 * not above the historical value at risk. `null` of nothing. Reference: metrics.md (empyrical's definition); Rockafellar
 * & Uryasev 2000; Acerbi & Tasche 2002.
 */
export const conditionalValueAtRisk = (sorted: Sorted, tail: number): number | null => {
  if (sorted.length === 0) return null
  const count = Math.floor((sorted.length - 1) * tail + SLACK) + 1
  return 0 - sum(firstOf(sorted, count)) / count
}
