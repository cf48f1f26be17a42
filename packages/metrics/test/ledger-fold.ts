import type { BotMode, LedgerEvent } from '@papertape/events'
import {
  type BotKpi,
  botKpiFromJson,
  type ClosedDay,
  createReturnSample,
  foldKpi,
  foldPortfolio,
  initialKpi,
  initialPortfolio,
  kpiToJson,
  type PortfolioKpi,
  portfolioFromJson,
  portfolioToJson,
  snapshotOf,
} from '../src/index.ts'

const MODES = ['live', 'demo', 'replay'] as const satisfies BotMode[]

/** Bots and portfolios over one ledger, as a projection keeps them: each fact goes to whom it concerns. */
export const createLedgerFold = () => {
  let bots = new Map<string, BotKpi>()
  let portfolios: PortfolioKpi[] = MODES.map(initialPortfolio)
  const days = new Map<string, ClosedDay[]>()
  const closing = (scope: string) => (day: ClosedDay) => void days.set(scope, [...(days.get(scope) ?? []), day])
  const stored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value))
  const shownOf = (scope: string, state: BotKpi | PortfolioKpi) =>
    snapshotOf(state, createReturnSample(days.get(scope)))

  return {
    hear(fact: LedgerEvent, seq: number): void {
      const isForAll = fact.type === 'marks.recorded' || fact.type === 'clock.ticked'
      if (fact.type === 'bot.registered' && !bots.has(fact.bot_id)) bots.set(fact.bot_id, initialKpi(fact, seq))
      for (const bot of bots.values()) {
        if (isForAll || bot.bot_id === fact.bot_id) foldKpi(bot, fact, seq, closing(bot.bot_id))
      }
      const changed = [...bots.values()].filter(({ ledger_seq }) => ledger_seq === seq)
      for (const portfolio of portfolios) foldPortfolio(portfolio, fact, changed, seq, closing(`@${portfolio.mode}`))
    },
    /** Goes on from what was stored, as another instance would. */
    restart(): void {
      bots = new Map([...bots].map(([id, bot]) => [id, botKpiFromJson(stored(kpiToJson(bot)))]))
      portfolios = portfolios.map((one) => portfolioFromJson(stored(portfolioToJson(one)), bots.values()))
    },
    bots: () => [...bots.keys()],
    snapshots: () => [
      ...[...bots].map(([id, bot]) => ({ scope: id, snapshot: shownOf(id, bot) })),
      ...portfolios.map((one) => ({ scope: `@${one.mode}`, snapshot: shownOf(`@${one.mode}`, one) })),
    ],
    days: () => [...days].map(([scope, closed]) => ({ scope, closed })),
    states: () => JSON.stringify([[...bots.values()].map(kpiToJson), portfolios.map(portfolioToJson)]),
  }
}
