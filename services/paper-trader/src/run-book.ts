import { subjects } from '@papertape/events'
import {
  acceptTick,
  type Decision,
  type InstrumentKey,
  instrumentKey,
  instrumentOfKey,
  inTapeOrder,
  type Price,
  readPriceMessage,
  type Unreadable,
} from '@papertape/paper-engine'
import type { Tape, TapeMessage } from '@papertape/tape'
import type { Book } from './book.ts'
import { isMarkDue, marksOf, minuteOf, undecided } from './marks.ts'
import { readRange } from './read-range.ts'
import type { RawPrice } from './recent-prices.ts'
import { recoverEngine } from './recover-engine.ts'
import type { RecoveredPartition, RecoveredRun } from './recovered-partition.projection.ts'
import { inEpoch, orderInEpoch } from './resume.ts'
import { createSequence } from './sequence.ts'
import { acceptedPrice } from './tick-reader.ts'

export type RunBookOptions = {
  tape: Tape
  run: string
  signal: AbortSignal
  /** What was known of the run in this partition before it was heard of here; `null` where nothing. */
  readRun(): Promise<RecoveredRun | null>
  appendDecision(decision: Decision, stands: () => boolean): Promise<void>
  appendMarks(minute: string, marks: ReturnType<typeof marksOf>): Promise<void>
  onIgnored(reason: string): void
  onFailure(error: unknown): void
}

export type RunBook = Book & {
  /** REPLAYS up to here is worked through with all its facts in the ledger; `null` while it is not. */
  workedThrough(): number | null
  /** The ledger holds marks of a minute of the run. */
  marked(minute: string): void
  /** Whether nothing is open, under way or has come since the last call. */
  isForsaken(): boolean
  /** Stops following the run, and tells what has to be known when it goes on. */
  retire(): RecoveredRun
}

const replayPrice = (raw: RawPrice): Price | Unreadable =>
  readPriceMessage({ text: raw.text(), seq: raw.seq, receivedAtMs: raw.receivedAtMs, replay: true })

/**
 * Trades one partition's bots of one replay run, in the order of the file: the facts of a tick are in the ledger before the
 * next tick is looked at, and minutes and days come from the ticks. What the last owner left unfinished is taken over.
 */
export const createRunBook = (options: RunBookOptions, recovered: RecoveredPartition): RunBook => {
  const { tape, run, signal, onIgnored, onFailure } = options
  const epoch = tape.epochs.replays
  const start = recoverEngine(recovered, run, epoch)
  const { engine } = start
  const sequence = createSequence()
  /** By subject, what the follower evaluates. */
  const instruments = new Map<string, InstrumentKey>()
  /** Instruments with trades; one that is not among {@link instruments} yet has passed ticks to read first. */
  const traded = new Set<InstrumentKey>()
  /** Newest message of each subject since `readFrom`. */
  const newest = new Map<string, number>()
  let minutes: RecoveredRun = { markedMinute: null, firstAcceptedAt: null }
  let readFrom = 0
  let worked: number | null = null
  let appending: Promise<unknown> = Promise.resolve()
  let unacknowledged = 0
  let touched = true
  let stopFollowing = () => {}

  const subjectOf = (key: InstrumentKey): string => {
    const { venue, symbol } = instrumentOfKey(key)
    return subjects.replay(run, venue, symbol)
  }

  /** One append after the other, of whichever bot: the ledger's order in the partition is then the file's. */
  const inOrder = (append: () => Promise<void>): Promise<void> => {
    unacknowledged += 1
    const appended = appending.then(append).then(() => {
      unacknowledged -= 1
    })
    appending = appended.catch(onFailure)
    return appended
  }

  const decide = async (decisions: readonly Decision[]): Promise<void> => {
    const stands = (decision: Decision) => () => engine.stands(decision)
    await Promise.all(decisions.map((decision) => inOrder(() => options.appendDecision(decision, stands(decision)))))
  }

  const take = (key: InstrumentKey, price: Price | Unreadable): readonly Decision[] => {
    const accepted = acceptedPrice(engine, key, price, null, onIgnored)
    return accepted === null ? [] : engine.advance(key, accepted)
  }

  const evaluate = (subject: string, price: Price): void | Promise<void> => {
    const key = instruments.get(subject)
    const decisions = key === undefined ? [] : take(key, price)
    if (decisions.length > 0) return decide(decisions)
  }

  const mark = async (minute: string): Promise<void> => {
    await inOrder(() => options.appendMarks(minute, marksOf(engine)))
    minutes = { ...minutes, markedMinute: minute }
  }

  const work = (message: TapeMessage): void | Promise<void> => {
    const { seq, subject } = message
    touched = true
    newest.set(subject, seq)
    const price = replayPrice(message)
    if (price.kind === 'ignored') {
      onIgnored(price.reason)
      worked = seq
      return
    }
    const minute = minuteOf(price.kind === 'candle' ? price.opened_at : price.time)
    const openSince = undecided(engine).map(({ accepted }) => accepted.time)
    const working = isMarkDue(minute, { ...minutes, openSince })
      ? mark(minute).then(() => evaluate(subject, price))
      : evaluate(subject, price)
    if (!(working instanceof Promise)) {
      worked = seq
      return
    }
    return working.then(() => {
      worked = seq
    })
  }

  const follow = (from: number): void => {
    readFrom = from
    worked = from - 1
    const onMessage = (message: TapeMessage) => sequence.run(() => work(message))
    const onGap = (firstSeq: number) => {
      for (const { trade_id, after } of engine.trades()) {
        // Behind 0 nothing of the run can be missing: what is gone is older than the run.
        if (after > 0 && after + 1 < firstSeq) engine.markPriceGap(trade_id)
      }
    }
    const follower = tape.follow({
      stream: 'REPLAYS',
      subjects: subjects.allOfRun(run),
      from,
      signal,
      onMessage,
      onGap,
    })
    stopFollowing = follower.close
    follower.done.catch(onFailure)
  }

  /** Ticks of an instrument that the run has passed before there was a trade to look at them. */
  const readPassed = async (key: InstrumentKey, after: number): Promise<void> => {
    const subject = subjectOf(key)
    const isNew = after >= readFrom - 1 && (newest.get(subject) ?? 0) <= after
    if (worked === null || isNew) return
    const passed = await readRange(tape, { subject, after, through: worked, signal })
    for (const raw of passed) await decide(take(key, replayPrice(raw)))
  }

  const catchUpLagging = async (): Promise<void> => {
    const decisions: Decision[] = []
    for (const { trade_id, key, after, through, before } of engine.lagging()) {
      const prices: Price[] = []
      let lastTime = before?.time ?? null
      for (const raw of await readRange(tape, { subject: subjectOf(key), after, through, signal })) {
        const price = replayPrice(raw)
        if (price.kind === 'ignored' || acceptTick(lastTime, price, null) !== 'accepted') continue
        prices.push(price)
        lastTime = price.time
      }
      decisions.push(...engine.replayTrade(trade_id, prices, through))
    }
    await decide(decisions.toSorted(inTapeOrder))
  }

  const inSequence = (task: () => void | Promise<void>): void => {
    sequence.run(task)?.catch(onFailure)
  }

  /** Begins at the open trades, at the start of a run that is known without any, else where the first trade will. */
  const begin = (): void =>
    inSequence(async () => {
      const known = await options.readRun()
      if (known !== null) {
        const { markedMinute, firstAcceptedAt } = known
        minutes = {
          markedMinute: minutes.markedMinute ?? markedMinute,
          firstAcceptedAt: firstAcceptedAt ?? minutes.firstAcceptedAt,
        }
      }
      if (start.from !== null) follow(start.from)
      else if (known !== null) follow(1)
    })

  for (const { key } of engine.trades()) {
    traded.add(key)
    instruments.set(subjectOf(key), key)
  }
  begin()
  decide(start.decisions).catch(onFailure)

  return {
    open(accepted, seq) {
      touched = true
      const { trade_id, venue, symbol } = accepted.data
      minutes.firstAcceptedAt ??= accepted.time
      if (trade_id === null || engine.trade(trade_id) !== null) return
      const fact = inEpoch(accepted, epoch)
      const key = instrumentKey(venue, symbol)
      const { ticks_after } = fact.data
      const isFirst = !traded.has(key)
      traded.add(key)
      if (isFirst) engine.resume(key, ticks_after, fact.data.last_tick)
      const decision = engine.open(fact, seq)
      if (fact !== accepted) engine.markPriceGap(trade_id)
      if (decision !== null) decide([decision]).catch(onFailure)
      inSequence(() => {
        if (isFirst) instruments.set(subjectOf(key), key)
        if (worked === null) return follow(ticks_after + 1)
        if (isFirst) return readPassed(key, ticks_after)
        return engine.isSettled() ? undefined : catchUpLagging()
      })
    },
    close(given, seq) {
      touched = true
      minutes.firstAcceptedAt ??= given.time
      const order = orderInEpoch(given, epoch)
      engine.requestClose(order, seq)
      inSequence(() => {
        if (worked === null) return follow(order.ticks_after + 1)
        return engine.isSettled() ? undefined : catchUpLagging()
      })
    },
    enter(fill) {
      engine.enter(fill)
    },
    end(tradeId) {
      const trade = engine.trade(tradeId)
      if (trade === null) return
      engine.settle(tradeId)
      if (engine.openInstruments().includes(trade.key)) return
      traded.delete(trade.key)
      instruments.delete(subjectOf(trade.key))
    },
    workedThrough: () => (sequence.isIdle && unacknowledged === 0 ? worked : null),
    marked(minute) {
      if (minutes.markedMinute === null || minute > minutes.markedMinute) minutes = { ...minutes, markedMinute: minute }
    },
    isForsaken() {
      const wasTouched = touched
      touched = false
      return !wasTouched && engine.size === 0 && sequence.isIdle && unacknowledged === 0
    },
    retire() {
      stopFollowing()
      return minutes
    },
    get openTrades() {
      return engine.size
    },
  }
}
