import { ALL_BOTS, type AlarmType, type EventOf, eventIdOf, type LedgerEvent, type Thresholds } from '@papertape/events'
import { aRegistration, botRegisteredOf, EPOCH_START } from '@papertape/events/testing'
import { aTrade, marksAt, minute } from '@papertape/metrics/testing'
import { RULE_SET, RULES } from '@papertape/risk'
import { createWatchlist, NOTHING_WATCHED, type Watchlist } from '../src/watchlist.ts'

/** These rules decide from here on. */
export const rulesAdopted = (ruleSet = RULE_SET): EventOf<'alarms.rules_adopted'> => ({
  id: eventIdOf('alarms.rules_adopted', '', String(ruleSet)),
  type: 'alarms.rules_adopted',
  version: 1,
  bot_id: ALL_BOTS,
  time: EPOCH_START,
  recorded_at: EPOCH_START,
  cause: null,
  correlation: null,
  data: { rule_set: ruleSet },
})

/** Thresholds that no figure reaches, of every alarm but one. */
export const allBut = (...loud: readonly AlarmType[]): Thresholds =>
  Object.fromEntries(
    RULES.filter(({ type }) => !loud.includes(type)).map(({ type, direction, levels, range }) => {
      const never = direction === 'below' ? Math.max(range.min, -1e9) : 1e9
      return [type, { levels: Object.fromEntries(Object.keys(levels).map((level) => [level, never])) }]
    }),
  )

/** A ledger in memory and the watch over it: facts go in, what is owed becomes facts at once, as it would in time. */
export const openLedger = (rulesSeq = 0, partitionOf: (botId: string) => number = () => 0) => {
  const ledger: LedgerEvent[] = []
  const contradictions: string[] = []
  const watchlist: Watchlist = createWatchlist(NOTHING_WATCHED, {
    rulesSeq,
    onContradiction: ({ why }) => contradictions.push(why),
  })
  const append = (fact: LedgerEvent) => {
    ledger.push(fact)
    const partition = fact.type === 'marks.recorded' ? fact.data.partition : partitionOf(fact.bot_id)
    for (const watch of watchlist.hear({ seq: ledger.length, partition, event: fact })) {
      const [owed] = watch.owed
      if (owed !== undefined) append({ ...owed, recorded_at: owed.time })
    }
  }
  return {
    watchlist,
    contradictions,
    given(...facts: readonly LedgerEvent[]) {
      for (const fact of facts) append(fact)
      return this
    },
    /** What was said, as `<type> <level or who>`. */
    said: () =>
      ledger.flatMap((fact) => {
        if (fact.type === 'bot.stopped') return [`bot.stopped ${fact.data.by}`]
        return 'data' in fact && 'level' in fact.data ? [`${fact.type} ${fact.data.level}`] : []
      }),
    facts: () => ledger,
  }
}

/**
 * A bot of 1000 that puts all of it into one trade: its drawdown in per cent is what the price falls below 100. Of its other
 * alarms nothing is heard.
 */
export const allIn = (given: Record<string, unknown> = {}): LedgerEvent[] => {
  const {
    mode = 'live',
    run = null,
    bot_id = 'bot',
  } = given as { mode?: 'live' | 'demo' | 'replay'; run?: string | null; bot_id?: string }
  const { run: _, risk = {}, ...registration } = given as { run?: unknown; risk?: { thresholds?: Thresholds } }
  const thresholds = { ...allBut('MAX_DRAWDOWN_EXCEEDED'), ...risk.thresholds }
  return [
    botRegisteredOf(aRegistration({ initial_capital: '1000', ...registration, risk: { ...risk, thresholds } })),
    aTrade({ bot_id, position_size: '1000', fee_rate: '0', mode, run }).entry,
  ]
}

/** The price of everything at a minute. */
export const priced = (at: number, price: string, run: string | null = null): EventOf<'marks.recorded'> =>
  marksAt(minute(at), { BTCUSDT: price }, { run })

const envelope = (type: string, at: number) => ({
  id: eventIdOf(type, String(at)),
  version: 1 as const,
  bot_id: 'bot',
  time: minute(at),
  recorded_at: minute(at),
  cause: null,
  correlation: null,
})

export const started = (at: number): EventOf<'bot.started'> => ({
  ...envelope('bot.started', at),
  type: 'bot.started',
  data: { by: 'operator', reason: null },
})

export const stopped = (at: number): EventOf<'bot.stopped'> => ({
  ...envelope('bot.stopped', at),
  type: 'bot.stopped',
  data: { by: 'operator', reason: null, alarm_id: null },
})

export const configured = (at: number, own: Thresholds): EventOf<'bot.configured'> => {
  const risk = { thresholds: { ...allBut('MAX_DRAWDOWN_EXCEEDED'), ...own } }
  const { data } = botRegisteredOf(aRegistration({ risk }))
  const { mode: _m, public: _p, initial_capital: _c, ...settings } = data
  return { ...envelope('bot.configured', at), type: 'bot.configured', data: { ...settings, changed: ['risk'] } }
}

/** The thresholds of all bots. */
export const allConfigured = (at: number, thresholds: Thresholds): EventOf<'alarms.configured'> => ({
  ...envelope('alarms.configured', at),
  bot_id: ALL_BOTS,
  type: 'alarms.configured',
  data: { thresholds, by: 'operator', reason: null },
})

/** Nobody is told of a bot's alarms until a minute; `null` ends it. */
export const silenced = (
  at: number,
  until: number | null,
  alarm_type: AlarmType | null = null,
): EventOf<'alarm.silenced'> => ({
  ...envelope('alarm.silenced', at),
  type: 'alarm.silenced',
  data: { alarm_type, until: until === null ? null : minute(until), by: 'operator', reason: null },
})

/** A bot's entry that waited for a tick, and came to nothing. */
export const missed = (signal_id: string, at: number): EventOf<'entry.missed'> => {
  const { trade_id, symbol, venue, direction, mode, run, price_gap, evidence } = aTrade({ signal_id }).entry.data
  const trade = { trade_id, signal_id, symbol, venue, direction, mode, run, price_gap, evidence }
  return { ...envelope('entry.missed', at), type: 'entry.missed', data: { ...trade, reason: 'EXPIRED' } }
}
