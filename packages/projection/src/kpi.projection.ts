import type { BotMode } from '@papertape/events'
import {
  amountsOf,
  type BotKpi,
  foldKpi,
  foldPortfolio,
  initialKpi,
  initialPortfolio,
  type PortfolioKpi,
  snapshotOf,
} from '@papertape/metrics'
import type { Scope, WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { portfolioScope } from './scope.ts'

const MODES = ['live', 'demo', 'replay'] as const satisfies BotMode[]

/** A portfolio as it is kept: its parts are what the bots' own rows hold, so that its row does not grow with the bots. */
type KeptPortfolio = Omit<PortfolioKpi, 'parts'>

const keptOf = ({ parts: _, ...kept }: PortfolioKpi): KeptPortfolio => kept

/** A kept portfolio with the parts of its members put back: all public bots of the mode, as of the same fact. */
const restored = (kept: KeptPortfolio, bots: Iterable<BotKpi>): PortfolioKpi => {
  const parts: PortfolioKpi['parts'] = {}
  for (const bot of bots) {
    if (bot.public && bot.mode === kept.mode) {
      parts[`bot.${bot.bot_id}`] = { account: bot.account, largest_value: bot.largest_value }
    }
  }
  return { ...kept, parts }
}

/** Table `kpi_current`; keeps the fold of every bot and of the three portfolios. */
export const kpiProjection = (loaded: { bots: readonly BotKpi[]; portfolios: readonly KeptPortfolio[] }) => {
  const bots = new Map(loaded.bots.map((bot) => [bot.bot_id, bot]))
  const portfolios = MODES.map((mode) => {
    const kept = loaded.portfolios.find((portfolio) => portfolio.mode === mode)
    return kept === undefined ? initialPortfolio(mode) : restored(kept, bots.values())
  })
  let changed = new Map<Scope, BotKpi | PortfolioKpi>()

  const foldInto = (botId: string, { event, seq }: Fact): BotKpi | null => {
    const bot = bots.get(botId)
    if (bot === undefined || foldKpi(bot, event, seq).ledger_seq !== seq) return null
    changed.set(botId, bot)
    return bot
  }
  const register = ({ event, seq }: Fact): BotKpi | null => {
    if (event.type !== 'bot.registered' || bots.has(event.bot_id)) return null
    const bot = initialKpi(event, seq)
    bots.set(bot.bot_id, bot)
    changed.set(bot.bot_id, bot)
    return bot
  }

  return {
    /** `concerned` are the bots whose figures the fact may move. */
    apply(fact: Fact, concerned: Iterable<string>): void {
      const moved: BotKpi[] = []
      for (const botId of concerned) {
        const bot = fact.event.type === 'bot.registered' ? register(fact) : foldInto(botId, fact)
        if (bot !== null) moved.push(bot)
      }
      if (moved.length === 0 && fact.event.type !== 'clock.ticked' && fact.event.type !== 'marks.recorded') return
      for (const portfolio of portfolios) {
        if (foldPortfolio(portfolio, fact.event, moved, fact.seq).ledger_seq === fact.seq) {
          changed.set(portfolioScope(portfolio.mode), portfolio)
        }
      }
    },
    /** Whether a live bot has anything that marks could value. */
    holds: (botId: string): boolean => (bots.get(botId)?.account.active ?? 0) > 0,
    take(): WrittenRow<'kpi_current'>[] {
      const taken = [...changed].map(([scope, state]) => ({
        scope,
        ledger_seq: state.ledger_seq,
        timestamp: state.time,
        minute_from_seq: null,
        hour_from_seq: null,
        day_from_seq: null,
        checkpoint_seq: 0,
        level: amountsOf(state).account_value,
        account_value: amountsOf(state).account_value,
        snapshot: JSON.stringify(snapshotOf(state)),
        state: JSON.stringify('parts' in state ? keptOf(state) : state),
      }))
      changed = new Map()
      return taken
    },
  }
}

export type { KeptPortfolio }
