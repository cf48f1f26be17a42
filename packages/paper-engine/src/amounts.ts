import { type Decimal, decimal, ONE, product, quotient } from '@papertape/money'

/** The smallest price there is: 10⁻¹⁸. No slippage sells below it, so that no quantity is divided by zero. */
const PRICE_MIN: Decimal = 1n
const BPS_PER_ONE = decimal('10000')

/** A price made worse by slippage: higher for a buyer, lower for a seller. Without slippage, the price itself. */
export const worsened = (price: Decimal, side: 'buy' | 'sell', slippageBps: Decimal): Decimal => {
  if (slippageBps === 0n) return price
  const parts = side === 'buy' ? BPS_PER_ONE + slippageBps : BPS_PER_ONE - slippageBps
  const worse = quotient(price * parts, BPS_PER_ONE * ONE)
  return worse < PRICE_MIN ? PRICE_MIN : worse
}

/** What an execution at a price amounts to; each figure rounded once. */
export type Execution = { price: Decimal; quantity: Decimal; notional: Decimal; fee: Decimal }

/** An execution of a quantity. */
export const execution = (price: Decimal, quantity: Decimal, feeRate: Decimal): Execution => ({
  price,
  quantity,
  notional: product(quantity, price),
  fee: product(feeRate, quantity, price),
})

/** The entry of a fixed size in quote units. */
export const entryExecution = (price: Decimal, positionSize: Decimal, feeRate: Decimal): Execution =>
  execution(price, quotient(positionSize, price), feeRate)

/** Gross and net result of entry and exit: gross rounded once, net an exact sum. */
export const resultOf = (
  entry: Execution,
  exit: Execution,
  direction: 'LONG' | 'SHORT',
): { gross_pnl: Decimal; realized_pnl: Decimal } => {
  const gain = direction === 'LONG' ? exit.price - entry.price : entry.price - exit.price
  const gross_pnl = product(entry.quantity, gain)
  return { gross_pnl, realized_pnl: gross_pnl - entry.fee - exit.fee }
}
