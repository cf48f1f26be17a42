import type { BotKpi, PortfolioKpi } from '@papertape/metrics'

const MONEY = ['realized', 'fees', 'open_gross', 'open_fees', 'open_notional', 'open_value'] as const

const closedOf = ({ trades }: Pick<BotKpi, 'trades'>): number => trades.wins + trades.losses + trades.breakevens

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n)

/**
 * Whether members' states are those that a portfolio was folded from: then its money, marks, trades and capital are exactly
 * their sums. A member that has moved since, by a fill or by a mark, is told apart.
 */
export const isSumOf = (portfolio: PortfolioKpi, members: readonly BotKpi[]): boolean =>
  MONEY.every((name) => portfolio.account[name] === total(members.map(({ account }) => account[name]))) &&
  portfolio.capital === total(members.map(({ capital }) => capital)) &&
  portfolio.account.active === members.reduce((sum, { account }) => sum + account.active, 0) &&
  closedOf(portfolio) === members.reduce((sum, member) => sum + closedOf(member), 0)
