import { subjects } from '@papertape/events'
import {
  type Decision,
  type InstrumentKey,
  instrumentKey,
  instrumentOfKey,
  type Price,
  readPriceMessage,
  type Unreadable,
} from '@papertape/paper-engine'
import type { Tape } from '@papertape/tape'
import type { Book } from './book.ts'
import { catchUp, type Reading } from './catch-up.ts'
import { createLagCatcher } from './catch-up-lags.ts'
import { marksOf } from './marks.ts'
import type { PriceFeed } from './price-feed.ts'
import type { RawPrice } from './recent-prices.ts'
import { recoverEngine } from './recover-engine.ts'
import type { RecoveredPartition } from './recovered-partition.projection.ts'
import { inEpoch, orderInEpoch } from './resume.ts'
import { acceptedPrice, type TickReader } from './tick-reader.ts'

export type LiveBookOptions = {
  tape: Tape
  feed: PriceFeed
  signal: AbortSignal
  /** Has a decision appended. */
  onDecision(decision: Decision, stands: () => boolean): void
  onIgnored(reason: string): void
  onFailure(error: unknown): void
}

export type LiveBook = Book & {
  /** The marks of now, once all trades that are being caught up at the call are. */
  marks(): Promise<ReturnType<typeof marksOf>>
  /** Leaves the feed. */
  dispose(): void
}

const livePrice = (raw: RawPrice): Price | Unreadable =>
  readPriceMessage({ text: raw.text(), seq: raw.seq, receivedAtMs: raw.receivedAtMs, replay: false })

type Instrument = { subject: string; trades: number; live: boolean; reader: TickReader }

/** Trades one partition's live and demo bots over PRICES, from what its last owner left unfinished. */
export const createLiveBook = (options: LiveBookOptions, recovered: RecoveredPartition): LiveBook => {
  const { feed, onIgnored } = options
  const recovery = recoverEngine(recovered, null, feed.epoch)
  const { engine } = recovery
  const instruments = new Map<InstrumentKey, Instrument>()
  const caughtUpLater = new Set<Promise<void>>()

  const decide = (decisions: readonly Decision[]): void => {
    for (const decision of decisions) options.onDecision(decision, () => engine.stands(decision))
  }

  const readerOf = (key: InstrumentKey): TickReader => ({
    read(price, receivedAtMs) {
      const accepted = acceptedPrice(engine, key, price, receivedAtMs, onIgnored)
      if (accepted !== null) decide(engine.advance(key, accepted))
    },
    gap(firstSeq) {
      for (const trade of engine.trades()) {
        if (trade.key === key && trade.after + 1 < firstSeq) engine.markPriceGap(trade.trade_id)
      }
    },
  })

  const start = (readings: readonly Reading[]): void => {
    const later = catchUp(options, readings)
    if (later === null) return
    caughtUpLater.add(later)
    later.catch(options.onFailure).finally(() => caughtUpLater.delete(later))
  }

  /** From where an instrument is to be read until it takes part in the feed. */
  const readingOf = (key: InstrumentKey, instrument: Instrument, after: number): Reading => {
    const { subject, reader } = instrument
    return {
      subject,
      after,
      isWanted: () => instruments.get(key) === instrument,
      read(raw) {
        // The instrument may have lost its last trade and got another one, which has a reading of its own.
        if (instruments.get(key) !== instrument) return
        reader.read(livePrice(raw), raw.receivedAtMs)
      },
      gap: reader.gap,
      join() {
        instrument.live = true
        feed.join(subject, reader)
        catchUpLagging()
      },
    }
  }

  const catchUpLagging = createLagCatcher({
    engine,
    subjectOf(key) {
      const instrument = instruments.get(key)
      return instrument?.live === true ? instrument.subject : undefined
    },
    read: livePrice,
    start,
    decide,
    onFailure: options.onFailure,
  })

  const add = (key: InstrumentKey): Instrument => {
    const { venue, symbol } = instrumentOfKey(key)
    const instrument = { subject: subjects.price(venue, symbol), trades: 0, live: false, reader: readerOf(key) }
    instruments.set(key, instrument)
    return instrument
  }

  decide(recovery.decisions)
  for (const trade of engine.trades()) (instruments.get(trade.key) ?? add(trade.key)).trades += 1
  const after = (recovery.from ?? 1) - 1
  start([...instruments].map(([key, instrument]) => readingOf(key, instrument, after)))

  return {
    open(accepted, seq) {
      const { trade_id, venue, symbol } = accepted.data
      if (trade_id === null || engine.trade(trade_id) !== null) return
      const fact = inEpoch(accepted, feed.epoch)
      const key = instrumentKey(venue, symbol)
      const known = instruments.get(key)
      const instrument = known ?? add(key)
      if (known === undefined) engine.resume(key, fact.data.ticks_after, fact.data.last_tick)
      instrument.trades += 1
      const decision = engine.open(fact, seq)
      if (fact !== accepted) engine.markPriceGap(trade_id)
      if (decision !== null) decide([decision])
      if (known === undefined) start([readingOf(key, instrument, fact.data.ticks_after)])
      else catchUpLagging()
    },
    close(order, seq) {
      if (engine.requestClose(orderInEpoch(order, feed.epoch), seq).length > 0) catchUpLagging()
    },
    enter(fill) {
      engine.enter(fill)
      if (engine.trade(fill.data.trade_id)?.phase === 'behind') catchUpLagging()
    },
    end(tradeId) {
      const trade = engine.trade(tradeId)
      if (trade === null) return
      engine.settle(tradeId)
      const instrument = instruments.get(trade.key)
      if (instrument === undefined) return
      instrument.trades -= 1
      if (instrument.trades > 0) return
      instruments.delete(trade.key)
      feed.leave(instrument.subject, instrument.reader)
    },
    async marks() {
      await Promise.all(caughtUpLater)
      return marksOf(engine)
    },
    dispose() {
      for (const { subject, reader } of instruments.values()) feed.leave(subject, reader)
      instruments.clear()
    },
    get openTrades() {
      return engine.size
    },
  }
}
