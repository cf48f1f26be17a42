import type { Decimal } from '@papertape/money'

/**
 * The money of one or many bots, as exact sums, in quote units; the open ones are sums over open trades only. A value of
 * this type is never changed, only replaced.
 */
export type Account = {
  /** Σ net profit of closed trades. */
  readonly realized: Decimal
  /** Σ fees of all fills, of open trades too. */
  readonly fees: Decimal
  /** Σ quantity × (mark − entry), by direction; the entry price stands in until the first mark. */
  readonly open_gross: Decimal
  /** Σ entry fees of open trades. */
  readonly open_fees: Decimal
  /** Σ entry notional of open trades. */
  readonly open_notional: Decimal
  /** Σ quantity × mark of open trades. */
  readonly open_value: Decimal
  /** Number of open trades. */
  readonly active: number
}

/** An account in which nothing has happened. */
export const EMPTY_ACCOUNT: Account = {
  realized: 0n,
  fees: 0n,
  open_gross: 0n,
  open_fees: 0n,
  open_notional: 0n,
  open_value: 0n,
  active: 0,
}

/** What an account's amounts change by; what is left out stays. */
export type AccountChange = { readonly [Field in keyof Account]?: Account[Field] }

/** The account after a change: sums of decimals, therefore exact. */
export const changeAccount = (account: Account, by: AccountChange): Account => ({
  realized: account.realized + (by.realized ?? 0n),
  fees: account.fees + (by.fees ?? 0n),
  open_gross: account.open_gross + (by.open_gross ?? 0n),
  open_fees: account.open_fees + (by.open_fees ?? 0n),
  open_notional: account.open_notional + (by.open_notional ?? 0n),
  open_value: account.open_value + (by.open_value ?? 0n),
  active: account.active + (by.active ?? 0),
})

/** `sum` with the part `before` in it replaced by `after`; `null` is a part that was not in it yet. */
export const replacePart = (sum: Account, before: Account | null, after: Account): Account => {
  const part = before ?? EMPTY_ACCOUNT
  return {
    realized: sum.realized - part.realized + after.realized,
    fees: sum.fees - part.fees + after.fees,
    open_gross: sum.open_gross - part.open_gross + after.open_gross,
    open_fees: sum.open_fees - part.open_fees + after.open_fees,
    open_notional: sum.open_notional - part.open_notional + after.open_notional,
    open_value: sum.open_value - part.open_value + after.open_value,
    active: sum.active - part.active + after.active,
  }
}

/** Σ over open trades of gross at the last mark − entry fee: what the fees to come do not yet lessen. */
export const unrealizedOf = (account: Account): Decimal => account.open_gross - account.open_fees

/** Starting capital + realized + unrealized. May be zero or negative: a SHORT can lose more than there is. */
export const equityOf = (capital: Decimal, account: Account): Decimal =>
  capital + account.realized + unrealizedOf(account)

/** Equity − Σ open (entry notional + gross unrealized): what no open trade is using. */
export const cashOf = (capital: Decimal, account: Account): Decimal =>
  equityOf(capital, account) - account.open_notional - account.open_gross
