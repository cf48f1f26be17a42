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

/** What each file can be narrowed by. */
export const TAKES: Readonly<Record<Exported, readonly FilterName[]>> = {
  trades: TRADES,
  signals: [...WHOSE, 'symbol'],
  positions: TRADES,
  equity: [...WHOSE, 'from', 'to'],
  returns: [...WHOSE, 'from', 'to'],
}

/** Files in the order of the choice. */
export const EXPORTED = ['trades', 'signals', 'positions', 'equity', 'returns'] as const satisfies readonly Exported[]

/** The filters of the page that a file takes, the moment of a frozen view, and the file’s own options. */
export const filtersFor = (
  what: Exported,
  scope: TradeScope,
  asOf: string | null,
  options: ExportFilters,
): ExportFilters => ({
  ...Object.fromEntries(TAKES[what].flatMap((name) => (scope[name] === undefined ? [] : [[name, scope[name]]]))),
  ...(asOf === null ? {} : { as_of: asOf }),
  ...options,
})

/** Filters that are set and that a file is not narrowed by. */
export const leftOut = (what: Exported, scope: TradeScope): readonly FilterName[] =>
  (Object.keys(scope) as FilterName[]).filter((name) => scope[name] !== undefined && !TAKES[what].includes(name))
