import type { DemoBot } from './demo-bots.ts'
import { DEMO_SYMBOL, DEMO_VENUE } from './demo-bots.ts'

/** A published demo tick: when, and at what price. */
export type SeenTick = { timeMs: number; price: number }

/** The ticks of the last seconds, oldest first: all a demo signal is made from. */
export const recentTicks = (keepSeconds: number) => {
  let ticks: SeenTick[] = []
  return {
    see(tick: SeenTick) {
      ticks.push(tick)
      if (ticks.length > 4096) ticks = ticks.filter(({ timeMs }) => timeMs >= tick.timeMs - keepSeconds * 1000)
    },
    /** The ticks of the last so many seconds before `nowMs`, or none where they do not reach back that far. */
    window(nowMs: number, seconds: number): readonly SeenTick[] {
      const fromMs = nowMs - seconds * 1000
      return ticks.length > 0 && (ticks[0]?.timeMs ?? nowMs) <= fromMs
        ? ticks.filter(({ timeMs }) => timeMs >= fromMs)
        : []
    },
  }
}

/** A price `bps` basis points away, with the two decimals that BTCUSDT is quoted in. */
const away = (price: number, bps: number): string => (price * (1 + bps / 10_000)).toFixed(2)

/**
 * The signal that a demo bot makes from past ticks alone, or `null` while the market has not moved enough. Entry is the
 * last price seen; the confidence grows with the move.
 */
export const demoSignal = ({ registration, rule }: DemoBot, window: readonly SeenTick[], nowMs: number) => {
  const first = window[0]
  const last = window.at(-1)
  if (first === undefined || last === undefined) return null
  const moveBps = (last.price / first.price - 1) * 10_000
  if (Math.abs(moveBps) < rule.triggerBps) return null
  const long = Math.sign(moveBps) * rule.sense > 0
  const side = long ? 1 : -1
  return {
    signal_id: `${registration.bot_id}-${nowMs}`,
    symbol: DEMO_SYMBOL,
    venue: DEMO_VENUE,
    direction: long ? 'LONG' : 'SHORT',
    entry_price: last.price.toFixed(2),
    take_profit: away(last.price, side * rule.takeProfitBps),
    stop_loss: away(last.price, -side * rule.stopLossBps),
    confidence: Math.min(0.99, 0.5 + Math.abs(moveBps) / 40),
    strategy: registration.bot_id.replace('demo-', ''),
    timeframe: `${rule.lookbackSeconds}s`,
    note: 'demo: invented signal on recorded prices',
    time: new Date(nowMs).toISOString(),
    expires_at: new Date(nowMs + 120_000).toISOString(),
  }
}
