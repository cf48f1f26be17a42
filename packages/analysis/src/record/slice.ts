import { type Decimal, ONE, product, quotient } from '@papertape/money'

/** A part of a fill that has not been matched yet. Its amounts go down to exactly zero as parts are taken from it. */
export type Slice = {
  /** Above zero until all of it is taken. */
  quantity: Decimal
  /** quantity × price, rounded once for the whole fill. */
  notional: Decimal
  fee: Decimal
  readonly price: Decimal
  readonly timeMs: number
}

/** The whole of a fill. */
export const sliceOf = (quantity: Decimal, price: Decimal, fee: Decimal, timeMs: number): Slice => ({
  quantity,
  notional: product(quantity, price),
  fee,
  price,
  timeMs,
})

/**
 * Takes a quantity out of a slice, with its share of notional and fee. The last part takes what remains, so the parts of
 * a fill sum to the fill to the last digit, whatever was rounded on the way.
 */
export const takeFrom = (slice: Slice, quantity: Decimal): Pick<Slice, 'notional' | 'fee'> => {
  const isLast = quantity === slice.quantity
  const notional = isLast ? slice.notional : product(quantity, slice.price)
  const fee = isLast ? slice.fee : quotient(slice.fee * quantity, slice.quantity * ONE)
  slice.quantity -= quantity
  slice.notional -= notional
  slice.fee -= fee
  return { notional, fee }
}
