import type { Client, Signal } from '@papertape/client'
import type { Scope } from '../../route/scope.ts'

type Asked = NonNullable<Parameters<Client['listSignals']>[0]>
export type Reason = NonNullable<Signal['reason']>

/** In the order in which the first that applies is given. */
const REASONS = [
  'MALFORMED',
  'UNKNOWN_BOT',
  'DUPLICATE',
  'NOT_ACTIVE',
  'MISSING_FIELD',
  'INVALID_DIRECTION',
  'INVALID_PRICE',
  'INVALID_GEOMETRY',
  'EXPIRED_ON_ARRIVAL',
  'FILTERED',
  'BOT_NOT_RUNNING',
  'RISK_LIMIT',
  'ENTRY_OFF_MARKET',
] as const satisfies readonly Reason[]

/** Whose signals, and of which moment where it is not now. */
type Whose = Scope & { as_of?: string }
export type SignalFilters = Whose & { outcome?: Signal['outcome']; reason?: Reason[]; symbol?: string[] }

type Chosen = { outcome: string | null; reason: string | null; symbol: readonly string[] }

/** What narrows the list: what the address says, as far as it is something that signals can be. */
export const signalFilters = (whose: Whose, { outcome, reason, symbol }: Chosen): SignalFilters & Asked => {
  const known = REASONS.find((one) => one === reason)
  return {
    ...whose,
    ...(outcome === 'ACCEPTED' || outcome === 'REJECTED' ? { outcome } : {}),
    ...(known === undefined ? {} : { reason: [known] }),
    ...(symbol.length === 0 ? {} : { symbol: [...symbol] }),
  }
}

/**
 * Whether the list would show a signal that the feed told of. Signals for bots nobody registered belong to no mode: they show
 * beside live and demo bots where no bot was chosen.
 */
export const matchesSignal =
  ({ bot_id: bot, outcome, reason, symbol }: SignalFilters, mode: unknown) =>
  (row: Signal): boolean =>
    (bot === undefined
      ? row.mode === mode || (row.mode === null && mode !== 'replay')
      : row.bot_id === bot && row.mode === mode) &&
    (outcome === undefined || row.outcome === outcome) &&
    (reason === undefined || (row.reason !== null && reason.includes(row.reason))) &&
    (symbol === undefined || (row.symbol !== null && symbol.includes(row.symbol)))
