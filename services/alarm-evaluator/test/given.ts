import { type EventOf, eventIdOf, type LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { aTrade, marksAt, minute } from '@papertape/metrics/testing'
import { createWatchlist, type Watchlist } from '../src/watchlist.ts'

/** A ledger in memory and the watch over it: facts go in, what is owed becomes facts at once, as it would in time. */
export const openLedger = () => {
  const ledger: LedgerEvent[] = []
  const watchlist: Watchlist = createWatchlist([])
  const append = (fact: LedgerEvent) => {
    ledger.push(fact)
    for (const watch of watchlist.hear({ seq: ledger.length, partition: 0, event: fact })) {
      const [owed] = watch.owed
      if (owed !== undefined) append({ ...owed, recorded_at: owed.time })
    }
  }
  return {
    watchlist,
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

/** A bot of 1000 that puts all of it into one trade: its drawdown in per cent is what the price falls below 100. */
export const allIn = (given: Record<string, unknown> = {}): LedgerEvent[] => {
  const {
    mode = 'live',
    run = null,
    bot_id = 'bot',
  } = given as { mode?: 'live' | 'demo' | 'replay'; run?: string | null; bot_id?: string }
  const { run: _, ...registration } = given
  return [
    botRegisteredOf(aRegistration({ initial_capital: '1000', ...registration })),
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

export const configured = (at: number, risk: Record<string, unknown>): EventOf<'bot.configured'> => {
  const { data } = botRegisteredOf(aRegistration({ risk }))
  const { mode: _m, public: _p, initial_capital: _c, ...settings } = data
  return { ...envelope('bot.configured', at), type: 'bot.configured', data: { ...settings, changed: ['risk'] } }
}
