/** Bits that a double holds, and two more so that a tie and what lies just beside it differ. */
const BITS = 64

const isSmall = (value: bigint): boolean => value < 9_007_199_254_740_992n && value > -9_007_199_254_740_992n

const bitsOf = (value: bigint): number => value.toString(16).length * 4

/**
 * The double nearest to `dividend / divisor`: one rounding, whatever the sizes, so a figure is the nearest double of an
 * exact quotient. Infinite beyond what a double holds; 0 is never −0.
 * @throws RangeError when the divisor is zero; whether a ratio exists is for the caller to decide first.
 */
export const nearestRatio = (dividend: bigint, divisor: bigint): number => {
  if (divisor === 0n) throw new RangeError('division by zero')
  if (dividend === 0n) return 0
  // Both are exact as doubles, and IEEE 754 rounds their quotient once.
  if (isSmall(dividend) && isSmall(divisor)) return Number(dividend) / Number(divisor)
  const isNegative = dividend < 0n !== divisor < 0n
  const n = dividend < 0n ? -dividend : dividend
  const d = divisor < 0n ? -divisor : divisor
  const shift = BITS - bitsOf(n) + bitsOf(d)
  const scaled = shift > 0 ? n << BigInt(shift) : n
  const unit = shift < 0 ? d << BigInt(-shift) : d
  const floor = scaled / unit
  // The last bit stands for all that was cut off, which is what makes the rounding of Number the only one.
  const sticky = floor * unit === scaled ? floor : floor | 1n
  const value = Number(sticky) * 2 ** -shift
  return isNegative ? -value : value
}
