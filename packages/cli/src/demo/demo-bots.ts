import type { BotRegistrationInput } from '@papertape/events'

/** How a demo bot reads the last seconds: with the move or against it. */
export type DemoRule = {
  /** Seconds of past ticks that it looks at. */
  lookbackSeconds: number
  /** The move over the lookback, in basis points, from which it acts. */
  triggerBps: number
  /** 1 goes with the move, −1 against it. */
  sense: 1 | -1
  takeProfitBps: number
  stopLossBps: number
  /** Least time between two of its signals, in seconds. */
  restSeconds: number
}

/** A demo bot: its registration and its rule. Levels are tight, so that trades close within a minute or two. */
export type DemoBot = { registration: BotRegistrationInput; rule: DemoRule }

/** Venue under which demo ticks are published, so that nobody takes them for a live market. */
export const DEMO_VENUE = 'demo'
export const DEMO_SYMBOL = 'BTCUSDT'

/**
 * Three bots on the same prices. They differ in fees on purpose: levels of a few basis points cannot earn a taker fee of
 * 0.1 %, and the third bot, which pays it, shows that.
 */
export const demoBots: readonly DemoBot[] = [
  {
    registration: {
      bot_id: 'demo-momentum',
      name: 'Demo: momentum',
      mode: 'demo',
      position_size: '800',
      policy: { taker_fee_rate: '0.00002' },
    },
    rule: { lookbackSeconds: 10, triggerBps: 0.8, sense: 1, takeProfitBps: 3, stopLossBps: 2.5, restSeconds: 12 },
  },
  {
    registration: {
      bot_id: 'demo-reversion',
      name: 'Demo: mean reversion',
      mode: 'demo',
      position_size: '800',
      policy: { taker_fee_rate: '0' },
    },
    rule: { lookbackSeconds: 15, triggerBps: 1.2, sense: -1, takeProfitBps: 2, stopLossBps: 3, restSeconds: 15 },
  },
  {
    registration: {
      bot_id: 'demo-breakout',
      name: 'Demo: breakout at full fees',
      mode: 'demo',
      position_size: '500',
      policy: { entry: 'next_tick', slippage_bps: '0.1' },
    },
    rule: { lookbackSeconds: 20, triggerBps: 2, sense: 1, takeProfitBps: 4, stopLossBps: 3, restSeconds: 20 },
  },
]
