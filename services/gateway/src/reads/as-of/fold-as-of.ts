import { type LedgerEvent, partitionOf } from '@papertape/events'
import {
  amountsOf,
  type BotKpi,
  foldKpi,
  foldPortfolio,
  initialKpi,
  levelTextOf,
  type PortfolioKpi,
  type ReturnSample,
  snapshotOf,
} from '@papertape/metrics'
import type { KnownSnapshot } from './known.ts'
import type { Moment } from './moment.ts'

/** Where a fold into the past starts: states as of one sequence, which the fold changes. */
export type FoldStart = {
  /** The bot asked for, or `null` for the portfolio. */
  bot_id: string | null
  portfolio: PortfolioKpi
  /** By bot_id: the portfolio's members, or the one bot once it is registered. */
  bots: Map<string, BotKpi>
  /** Daily returns of the scope's days that had closed by then. */
  sample: ReturnSample
  partitions: number
}

/** Folds facts in ledger order up to a moment. */
export type FoldAsOf = {
  /** Whether the moment is passed: no further fact matters. */
  readonly isDone: boolean
  apply(fact: { seq: number; event: LedgerEvent }): void
  /** The snapshot that stands at the moment; `null` of a bot that is not registered yet. */
  standing(): KnownSnapshot | null
}

const latestTimeOf = ({ type, time, data }: LedgerEvent): string =>
  (type === 'clock.ticked' || type === 'marks.recorded') && data.minute > time ? data.minute : time

/** The same steps as the projector takes for figures, over one scope. */
export const createFoldAsOf = (start: FoldStart, moment: Moment): FoldAsOf => {
  const { bot_id, portfolio, bots, sample, partitions } = start
  const target = () => (bot_id === null ? portfolio : (bots.get(bot_id) ?? null))
  const ofTarget = bot_id === null ? undefined : sample.add
  const ofPortfolio = bot_id === null ? sample.add : undefined
  const now = (): KnownSnapshot | null => {
    const state = target()
    if (state === null) return null
    const { account_value } = amountsOf(state)
    return { snapshot: snapshotOf(state, sample), level: levelTextOf(state), account_value }
  }
  let stood: { seq: number; known: KnownSnapshot | null } | null = null
  let isDone = false

  const register = (event: LedgerEvent, seq: number): BotKpi[] => {
    if (event.type !== 'bot.registered' || bots.has(event.bot_id)) return []
    const { mode, public: isPublic } = event.data
    if (bot_id === null ? !isPublic || mode !== portfolio.mode : event.bot_id !== bot_id) return []
    const bot = initialKpi(event, seq)
    bots.set(bot.bot_id, bot)
    return [bot]
  }
  const concerned = (event: LedgerEvent): Iterable<BotKpi> => {
    if (event.type === 'clock.ticked') return bots.values()
    if (event.type !== 'marks.recorded') {
      const bot = bots.get(event.bot_id)
      return bot === undefined ? [] : [bot]
    }
    const { partition } = event.data
    return bots.values().filter((bot) => partitionOf(bot.bot_id, partitions) === partition)
  }
  /** Whether the fact moves the bot. One that contradicts the ledger before it does not, as in the projection. */
  const moves = (bot: BotKpi, event: LedgerEvent, seq: number): boolean => {
    try {
      return foldKpi(bot, event, seq, ofTarget).ledger_seq === seq
    } catch (error) {
      if (error instanceof RangeError && event.type === 'fill.recorded') return false
      throw error
    }
  }
  const fold = (event: LedgerEvent, seq: number): void => {
    const moved = register(event, seq)
    if (moved.length === 0) {
      for (const bot of concerned(event)) if (moves(bot, event, seq)) moved.push(bot)
    }
    if (bot_id === null) foldPortfolio(portfolio, event, moved, seq, ofPortfolio)
  }

  return {
    get isDone() {
      return isDone
    },
    apply({ seq, event }) {
      if (isDone) return
      if (moment.kind === 'seq') {
        if (seq > moment.seq) isDone = true
        else fold(event, seq)
        return
      }
      const before = target()
      // A fact of a later time may be the first behind the moment: what stands before it is remembered.
      if (latestTimeOf(event) > moment.time && stood?.seq !== before?.ledger_seq) {
        stood = before === null ? null : { seq: before.ledger_seq, known: now() }
      }
      fold(event, seq)
      const state = target()
      isDone = state?.ledger_seq === seq && state.time !== null && state.time > moment.time
    },
    standing: () => (isDone && moment.kind === 'time' ? (stood?.known ?? null) : now()),
  }
}
