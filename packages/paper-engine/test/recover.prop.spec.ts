import type { ClosingFact } from '@papertape/events'
import { closeOrderIn } from '@papertape/events/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEngine, type Decision, type Engine, inTapeOrder, type Price, tickOf } from '../src/index.ts'
import { KEY, recorded } from './given.ts'
import { type RecoveredState, recoverEngine } from './recover.ts'
import { type Story, stories, type Told } from './tapes.ts'

type Mark = RecoveredState['marks'][number]
type LedgerEntry = { fact: ClosingFact } | { decision: Decision } | { mark: Mark }
type Step = { fact: ClosingFact } | { price: Price; marked: boolean }

/** A trader that appends each decision at once: what an undisturbed run in lock-step comes to. */
const createTrader = (engine: Engine, ledger: LedgerEntry[], published: Price[]) => {
  const append = (decisions: readonly Decision[]): void => {
    for (const decision of decisions) {
      ledger.push({ decision })
      if (decision.kind === 'entry') engine.enter(recorded(decision))
      else engine.settle(decision.trade_id)
    }
  }
  const catchUp = (): void => {
    const late = engine
      .lagging()
      .flatMap(({ trade_id, through }) => [...engine.replayTrade(trade_id, published, through)])
    append(late.toSorted(inTapeOrder))
  }
  const mark = (): void => {
    const last = engine.last(KEY)
    if (last === null || !engine.isSettled() || engine.openInstruments().length === 0) return
    const { price, time, seq } = tickOf(last)
    ledger.push({ mark: { venue: 'binance', symbol: 'BTCUSDT', price, time, seq, ledger_seq: ledger.length } })
  }
  return {
    append,
    catchUp,
    take(step: Step): void {
      if ('fact' in step) {
        ledger.push(step)
        const { fact } = step
        if (fact.type === 'signal.accepted' && fact.data.action === 'OPEN') {
          append([engine.open(fact, ledger.length) ?? []].flat())
        } else engine.requestClose(closeOrderIn(fact), ledger.length)
        catchUp()
        return
      }
      published.push(step.price)
      append(engine.advance(KEY, step.price))
      if (step.marked) mark()
    },
  }
}

/** What the ledger says to a new owner. */
const stateOf = (ledger: readonly LedgerEntry[], end: number): RecoveredState => {
  const open = new Map<string, RecoveredState['openTrades'][number]>()
  const pendingCloses: RecoveredState['pendingCloses'] = []
  let mark: Mark | null = null
  for (const [index, entry] of ledger.entries()) {
    if ('mark' in entry) mark = entry.mark
    else if ('decision' in entry) {
      const { trade_id, kind } = entry.decision
      const known = open.get(trade_id)
      if (known !== undefined && kind === 'entry') open.set(trade_id, { ...known, entryFill: recorded(entry.decision) })
      else open.delete(trade_id)
    } else if (entry.fact.type === 'signal.accepted' && entry.fact.data.action === 'OPEN') {
      const { trade_id } = entry.fact.data
      open.set(trade_id ?? '', { accepted: entry.fact, acceptedSeq: index + 1, entryFill: null })
    } else pendingCloses.push({ order: closeOrderIn(entry.fact), seq: index + 1 })
  }
  return { openTrades: [...open.values()], pendingCloses, marks: mark === null ? [] : [mark], end }
}

const factsOf = (ledger: readonly LedgerEntry[]) =>
  ledger.flatMap((entry) => ('decision' in entry ? [entry.decision.fact] : []))

const ticksAfterOf = (fact: ClosingFact): number =>
  fact.type === 'signal.accepted' ? fact.data.ticks_after : closeOrderIn(fact).ticks_after

const isDue = (told: Told, next: Price, index: number, places: readonly number[]): boolean =>
  next.seq > ticksAfterOf(told.fact) && index >= (places[told.index % places.length] ?? 0)

/** The steps of a lock-step replay: each signal at some place behind the prices it was accepted after. */
const stepsOf = (story: Story, places: readonly number[], marked: readonly boolean[]): Step[] => {
  const steps: Step[] = []
  const facts = [...story.facts]
  for (const [index, price] of [...story.prices, null].entries()) {
    while (facts[0] !== undefined && (price === null || isDue(facts[0], price, index, places))) {
      steps.push({ fact: facts[0].fact })
      facts.shift()
    }
    if (price !== null) steps.push({ price, marked: marked[index % marked.length] === true })
  }
  return steps
}

it('a trader killed anywhere leaves the facts of an undisturbed run, in the same order', () => {
  const drawn = fc.tuple(
    stories,
    fc.array(fc.nat(25), { minLength: 8, maxLength: 8 }),
    fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    fc.nat(),
  )
  fc.assert(
    fc.property(drawn, ([story, places, marked, killedAt]) => {
      const steps = stepsOf(story, places, marked)
      const ledger: LedgerEntry[] = []
      const published: Price[] = []
      const trader = createTrader(createEngine({ position: 0 }), ledger, published)
      const lengths = steps.map((step) => {
        trader.take(step)
        return ledger.length
      })

      const cut = killedAt % (ledger.length + 1)
      const kept = ledger.slice(0, cut)
      const stepsTaken = lengths.filter((length) => length < cut).length + 1
      const taken = cut === 0 ? 0 : Math.min(stepsTaken, steps.length)
      const tape = steps.slice(0, taken).flatMap((step) => ('price' in step ? [step.price] : []))
      const { engine, from, decisions } = recoverEngine(stateOf(kept, tape.at(-1)?.seq ?? 0))
      const heir = createTrader(engine, kept, [...tape])
      heir.append(decisions)
      for (const price of tape) if (price.seq >= from) heir.append(engine.advance(KEY, price))
      heir.catchUp()
      for (const step of steps.slice(taken)) heir.take(step)
      expect(factsOf(kept)).toEqual(factsOf(ledger))
    }),
    { numRuns: 1_500 },
  )
})
