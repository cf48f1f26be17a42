import type { Decimal } from '@papertape/money'

/** The largest of a changing set of amounts, and how many are that large: equal sizes are the rule, not the exception. */
export type Largest = { readonly value: Decimal; readonly count: number }

/** Of nothing. */
export const NONE: Largest = { value: 0n, count: 0 }

/** The largest with one more amount in the set. */
export const withAmount = (largest: Largest, amount: Decimal): Largest => {
  if (amount === largest.value) return { value: amount, count: largest.count + 1 }
  return amount > largest.value ? { value: amount, count: 1 } : largest
}

/** The largest with one amount fewer, or `null` when that was the last one so large: then the set must be looked through. */
export const withoutAmount = (largest: Largest, amount: Decimal): Largest | null => {
  if (amount !== largest.value) return largest
  return largest.count > 1 ? { value: amount, count: largest.count - 1 } : null
}

/** The largest of all amounts. */
export const largestOf = (amounts: Iterable<Decimal>): Largest => {
  let largest = NONE
  for (const amount of amounts) largest = withAmount(largest, amount)
  return largest
}
