import {
  acceptTick,
  type Decision,
  type Engine,
  type InstrumentKey,
  type Lag,
  type Price,
  type Unreadable,
} from '@papertape/paper-engine'
import type { Reading } from './catch-up.ts'
import type { RawPrice } from './recent-prices.ts'

export type LagOptions = {
  engine: Engine
  /** The subject of an instrument that takes part in the feed; `undefined` while it does not. */
  subjectOf(key: InstrumentKey): string | undefined
  read(raw: RawPrice): Price | Unreadable
  /** Has messages read up to where the feed is. */
  start(readings: readonly Reading[]): void
  decide(decisions: readonly Decision[]): void
  onFailure(error: unknown): void
}

/**
 * Catches up trades that their instrument has overtaken: a late OPEN, or one taken back by a late close. Called as often as
 * one may have come to lag; all that do are read for at once, however many a stop takes back.
 */
export const createLagCatcher = (options: LagOptions): (() => void) => {
  const { engine, subjectOf, read, start, decide, onFailure } = options
  const catchingUp = new Set<string>()
  let isScheduled = false

  /** One trade's prices from where it is to where its instrument is. */
  const readingOf = ({ trade_id, after, before }: Lag, subject: string): Reading => {
    const prices: Price[] = []
    let lastTime = before?.time ?? null
    return {
      subject,
      after,
      isWanted: () => engine.trade(trade_id)?.phase === 'behind',
      read(raw) {
        const price = read(raw)
        if (price.kind === 'ignored' || acceptTick(lastTime, price, raw.receivedAtMs) !== 'accepted') return
        prices.push(price)
        lastTime = price.time
      },
      gap: () => engine.markPriceGap(trade_id),
      join() {
        catchingUp.delete(trade_id)
        const lag = engine.lagOf(trade_id)
        // One that a second late close has taken back further meanwhile needs another reading.
        if (lag !== null && lag.after >= after) decide(engine.replayTrade(trade_id, prices, lag.through))
        if (engine.lagOf(trade_id) !== null) lookAgain()
      },
    }
  }

  const catchUpLagging = (): void => {
    if (engine.isSettled()) return
    const readings = engine.lagging().flatMap((lag) => {
      const subject = subjectOf(lag.key)
      if (subject === undefined || catchingUp.has(lag.trade_id)) return []
      catchingUp.add(lag.trade_id)
      return [readingOf(lag, subject)]
    })
    if (readings.length > 0) start(readings)
  }

  /** Soon, and once for all that ask: thousands may join at the same moment. */
  const lookAgain = (): void => {
    if (isScheduled) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      try {
        catchUpLagging()
      } catch (error) {
        onFailure(error)
      }
    })
  }
  return catchUpLagging
}
