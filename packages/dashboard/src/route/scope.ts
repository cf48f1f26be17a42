import { computed, signal } from '@preact/signals'
import { parameter } from './url.ts'

export const RANGES = ['24h', '7d', '30d', '90d', 'ytd', 'all'] as const
export type Range = (typeof RANGES)[number] | 'custom'

const HOURS: Readonly<Record<string, number>> = { '24h': 24, '7d': 168, '30d': 720, '90d': 2160 }

/** The minute it is, as periods that end now begin anew with each. */
const minute = signal(Math.floor(Date.now() / 60_000))
setInterval(() => {
  minute.value = Math.floor(Date.now() / 60_000)
}, 15_000)

const isRange = (text: string | null): text is (typeof RANGES)[number] => RANGES.some((range) => range === text)

/** Replays have clocks of their own, and nothing of them happened in the last so many hours of ours. */
export const hasOwnClock = computed(() => parameter('mode') === 'replay')

/** Whether periods that end now mean something: not for a clock of its own, nor where everything stands still. */
export const endsNow = computed(() => !hasOwnClock.value && parameter('as_of') === null)

/** The period chosen: `custom` where the URL names its ends. */
export const range = computed<Range>(() => {
  if (parameter('from') !== null || parameter('to') !== null) return 'custom'
  if (!endsNow.value) return 'all'
  const given = parameter('range')
  return isRange(given) ? given : 'all'
})

/** When a range that ends at `nowMs` began; `null` = at the beginning. */
export const startOf = (of: Range, nowMs: number): string | null => {
  if (of === 'ytd') return `${new Date(nowMs).getUTCFullYear()}-01-01T00:00:00.000Z`
  const hours = HOURS[of]
  return hours === undefined ? null : new Date(nowMs - hours * 3_600_000).toISOString()
}

export type Scope = {
  bot_id?: string
  mode?: 'live' | 'replay' | 'demo'
}
export type Period = { from?: string; to?: string }
export type TradeFilters = {
  symbol?: string[]
  strategy?: string[]
  market_type?: ('SPOT' | 'FUTURES')[]
  direction?: ('LONG' | 'SHORT')[]
  min_confidence?: number
}
export type TradeScope = Scope & Period & TradeFilters

const oneOf = <Value extends string>(text: string | null, values: readonly Value[]): Value | undefined =>
  values.find((value) => value === text)

/** Whose figures: a bot or all bots of a mode. */
export const scope = computed<Scope>(() => {
  const bot = parameter('bot_id')
  const mode = oneOf(parameter('mode'), ['live', 'replay', 'demo'])
  return { ...(bot === null ? {} : { bot_id: bot }), ...(mode === undefined ? {} : { mode }) }
})

/** The period as REST takes it. */
export const period = computed<Period>(() => {
  if (range.value === 'custom') {
    const [from, to] = [parameter('from'), parameter('to')]
    return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
  }
  const from = startOf(range.value, minute.value * 60_000)
  return from === null ? {} : { from }
})

const list = (name: string): string[] => (parameter(name) ?? '').split(',').filter((text) => text !== '')

/** Which trades, apart from whose and when. */
export const tradeFilters = computed<TradeFilters>(() => {
  const confidence = Number(parameter('min_confidence') ?? Number.NaN)
  const symbol = list('symbol')
  const strategy = list('strategy')
  const market = oneOf(parameter('market_type'), ['SPOT', 'FUTURES'])
  const side = oneOf(parameter('direction'), ['LONG', 'SHORT'])
  return {
    ...(symbol.length === 0 ? {} : { symbol }),
    ...(strategy.length === 0 ? {} : { strategy }),
    ...(market === undefined ? {} : { market_type: [market] }),
    ...(side === undefined ? {} : { direction: [side] }),
    ...(Number.isFinite(confidence) ? { min_confidence: confidence } : {}),
  }
})

/** Whose figures and which trades: all that narrows a list of trades. */
export const tradeScope = computed<TradeScope>(() => ({ ...scope.value, ...period.value, ...tradeFilters.value }))

/** What gains and losses are told in where both are known: money, or per cent of what was put in. */
export const unit = computed<'money' | 'pct'>(() => (parameter('unit') === 'pct' ? 'pct' : 'money'))

/** The ledger sequence or time at which everything stands still; `null` = as it is now, live. */
export const asOf = computed<string | null>(() => parameter('as_of'))
/** The parameter for it. */
export const asOfQuery = computed(() => (asOf.value === null ? {} : { as_of: asOf.value }))
