import { type Decimal, decimal, formatDecimal } from '@papertape/money'

/**
 * The money of one or many bots, as exact sums. Amounts are decimal text, in quote units; the open ones are sums over
 * open trades only. A value of this type is never changed, only replaced.
 */
export type Account = {
  /** Σ net profit of closed trades. */
  readonly realized: string
  /** Σ fees of all fills, of open trades too. */
  readonly fees: string
  /** Σ quantity × (mark − entry), by direction; the entry price stands in until the first mark. */
  readonly open_gross: string
  /** Σ entry fees of open trades. */
  readonly open_fees: string
  /** Σ entry notional of open trades. */
  readonly open_notional: string
  /** Σ quantity × mark of open trades. */
  readonly open_value: string
  /** Number of open trades. */
  readonly active: number
}

/** An account in which nothing has happened. */
export const EMPTY_ACCOUNT: Account = {
  realized: '0',
  fees: '0',
  open_gross: '0',
  open_fees: '0',
  open_notional: '0',
  open_value: '0',
  active: 0,
}

/** What an account's amounts change by; what is left out stays. */
export type AccountChange = {
  realized?: Decimal
  fees?: Decimal
  open_gross?: Decimal
  open_fees?: Decimal
  open_notional?: Decimal
  open_value?: Decimal
  active?: number
}

const moved = (amount: string, by: Decimal | undefined): string =>
  by === undefined || by === 0n ? amount : formatDecimal(decimal(amount) + by)

/** The account after a change: sums of decimals, therefore exact. */
export const changeAccount = (account: Account, by: AccountChange): Account => ({
  realized: moved(account.realized, by.realized),
  fees: moved(account.fees, by.fees),
  open_gross: moved(account.open_gross, by.open_gross),
  open_fees: moved(account.open_fees, by.open_fees),
  open_notional: moved(account.open_notional, by.open_notional),
  open_value: moved(account.open_value, by.open_value),
  active: account.active + (by.active ?? 0),
})

/** `sum` with the part `before` in it replaced by `after`; `null` is a part that was not in it yet. */
export const replacePart = (sum: Account, before: Account | null, after: Account): Account => {
  const part = before ?? EMPTY_ACCOUNT
  const swap = (field: Exclude<keyof Account, 'active'>): string =>
    part[field] === after[field]
      ? sum[field]
      : formatDecimal(decimal(sum[field]) - decimal(part[field]) + decimal(after[field]))
  return {
    realized: swap('realized'),
    fees: swap('fees'),
    open_gross: swap('open_gross'),
    open_fees: swap('open_fees'),
    open_notional: swap('open_notional'),
    open_value: swap('open_value'),
    active: sum.active - part.active + after.active,
  }
}

/** Σ over open trades of gross at the last mark − entry fee: what the fees to come do not yet lessen. */
export const unrealizedOf = (account: Account): Decimal => decimal(account.open_gross) - decimal(account.open_fees)

/** Starting capital + realized + unrealized. May be zero or negative: a SHORT can lose more than there is. */
export const equityOf = (capital: string, account: Account): Decimal =>
  decimal(capital) + decimal(account.realized) + unrealizedOf(account)

/** Equity − Σ open (entry notional + gross unrealized): what no open trade is using. */
export const cashOf = (capital: string, account: Account): Decimal =>
  equityOf(capital, account) - decimal(account.open_notional) - decimal(account.open_gross)
