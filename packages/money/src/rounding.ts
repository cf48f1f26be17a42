import { type Decimal, ONE } from './decimal.ts'

/** `numerator / denominator` as a whole number, a tie going to the even neighbour (IEEE 754 roundTiesToEven). */
const divideHalfEven = (numerator: bigint, denominator: bigint): bigint => {
  const n = denominator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const floor = n / d - (n % d < 0n ? 1n : 0n)
  const twice = (n - floor * d) * 2n
  if (twice < d) return floor
  if (twice > d) return floor + 1n
  return floor % 2n === 0n ? floor : floor + 1n
}

/** The product of all factors, rounded once to 18 places, half to even. */
export const product = (first: Decimal, ...others: readonly Decimal[]): Decimal => {
  let exact = first
  let unit = 1n
  for (const factor of others) {
    exact *= factor
    unit *= ONE
  }
  return divideHalfEven(exact, unit)
}

/**
 * `dividend / divisor`, rounded once to 18 places, half to even.
 * @throws RangeError when the divisor is zero; whether a ratio exists is for the caller to decide first.
 */
export const quotient = (dividend: Decimal, divisor: Decimal): Decimal => {
  if (divisor === 0n) throw new RangeError('division by zero')
  return divideHalfEven(dividend * ONE, divisor)
}
