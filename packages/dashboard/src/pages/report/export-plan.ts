import type { Exported, ExportFilters } from '../../route/export-address.ts'
import type { TradeScope } from '../../route/scope.ts'

type FilterName = keyof TradeScope

const WHOSE = ['bot_id', 'mode'] as const satisfies readonly FilterName[]
const TRADES = [
  ...WHOSE,
  'from',
  'to',
  'symbol',
  'strategy',
  'market_type',
  'direction',
  'min_confidence',
] as const satisfies readonly FilterName[]

/** What each file can be narrowed by, and whether it can be of a moment of the past. */
export const PLANS: Readonly<Record<Exported, { takes: readonly FilterName[]; hasPast: boolean }>> = {
  trades: { takes: TRADES, hasPast: false },
  signals: { takes: [...WHOSE, 'symbol'], hasPast: false },
  positions: { takes: TRADES, hasPast: false },
  equity: { takes: [...WHOSE, 'from', 'to'], hasPast: true },
  returns: { takes: [...WHOSE, 'from', 'to'], hasPast: true },
}

/** Files in the order of the choice. */
export const EXPORTED = ['trades', 'signals', 'positions', 'equity', 'returns'] as const satisfies readonly Exported[]

/** The filters of the page that a file takes, with its own options. */
export const filtersFor = (
  what: Exported,
  scope: TradeScope,
  asOf: string | null,
  options: ExportFilters,
): ExportFilters => {
  const { takes, hasPast } = PLANS[what]
  return {
    ...Object.fromEntries(takes.flatMap((name) => (scope[name] === undefined ? [] : [[name, scope[name]]]))),
    ...(hasPast && asOf !== null ? { as_of: asOf } : {}),
    ...options,
  }
}

/** Filters that are set and that a file is not narrowed by. */
export const leftOut = (what: Exported, scope: TradeScope): readonly FilterName[] =>
  (Object.keys(scope) as FilterName[]).filter((name) => scope[name] !== undefined && !PLANS[what].takes.includes(name))
