import { closeOrderIn } from '@papertape/events/testing'
import { decimal } from '@papertape/money'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEngine, type Decision, type Engine, type Price } from '../src/index.ts'
import { advanceAll, KEY } from './given.ts'
import { reference } from './reference.ts'
import { asksFor, opensOf, type Story, saidOf, stories, type Told } from './tapes.ts'

const tell = (engine: Engine, { fact, seq }: Told): Decision[] => {
  if (fact.type === 'signal.accepted' && fact.data.action === 'OPEN') return [engine.open(fact, seq) ?? []].flat()
  engine.requestClose(closeOrderIn(fact), seq)
  return []
}

const MOMENTS = [null, 'open', 'range', 'close']

/** Ledger order within a moment, moments within a price, prices in the stream: how decisions of one run are ordered. */
const inOrder = (decisions: readonly Decision[], story: Story): boolean => {
  const places = decisions.flatMap((decision) => {
    const said = saidOf(decision)
    const seq = opensOf(story).find(({ accepted }) => accepted.data.signal_id === said.trade)?.seq ?? 0
    return said.seq === 0 ? [] : [said.seq * 1e6 + MOMENTS.indexOf(said.moment) * 1e4 + seq]
  })
  return places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0))
}

const expected = (story: Story) =>
  opensOf(story).map((open) => reference(open.accepted, asksFor(story, open), story.prices))

const byTrade = (decisions: readonly Decision[], story: Story) =>
  opensOf(story).map(({ accepted }) => decisions.map(saidOf).filter(({ trade }) => trade === accepted.data.signal_id))

describe('the engine', () => {
  it('says what a plain walk along the tape says, in the order of the tape', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const engine = createEngine({ position: 0 })
        const decisions = [
          ...story.facts.flatMap((signal) => tell(engine, signal)),
          ...advanceAll(engine, story.prices),
        ]
        expect(byTrade(decisions, story)).toEqual(expected(story))
        expect(inOrder(decisions, story)).toBe(true)
      }),
      { numRuns: 1_500 },
    )
  })

  it('says the same however signals and prices interleave', () => {
    const interleaved = fc.tuple(stories, fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.boolean()))
    fc.assert(
      fc.property(interleaved, ([story, signalsFirst, catchesUp]) => {
        const engine = createEngine({ position: 0 })
        const said: Decision[] = []
        const prices = [...story.prices]
        const signals = [...story.facts]
        const heard: Price[] = []
        while (prices.length + signals.length > 0) {
          const [signal] = signals
          if (signal !== undefined && (prices.length === 0 || signalsFirst.next().value === true)) {
            said.push(...tell(engine, signal))
            signals.shift()
          } else {
            const price = prices.shift()
            if (price === undefined) break
            heard.push(price)
            said.push(...engine.advance(KEY, price))
          }
          if (signals.length + prices.length > 0 && catchesUp.next().value !== true) continue
          for (const { trade_id, through } of engine.lagging())
            said.push(...engine.replayTrade(trade_id, heard, through))
        }
        expect(engine.lagging()).toEqual([])
        const standing = said.filter((decision) => engine.stands(decision))
        expect(byTrade(standing, story)).toEqual(expected(story))
      }),
      { numRuns: 1_500 },
    )
  })

  it('changes nothing when any prefix of the tape comes twice', () => {
    fc.assert(
      fc.property(stories, fc.nat(25), fc.nat(25), (story, upTo, cut) => {
        const once = createEngine({ position: 0 })
        const twice = createEngine({ position: 0 })
        const first = [...story.facts.flatMap((signal) => tell(once, signal)), ...advanceAll(once, story.prices)]
        const again = [
          ...story.facts.flatMap((signal) => tell(twice, signal)),
          ...story.facts.flatMap((signal) => tell(twice, signal)),
          ...advanceAll(twice, story.prices.slice(0, upTo)),
          ...advanceAll(twice, story.prices.slice(0, Math.min(cut, upTo))),
          ...advanceAll(twice, story.prices),
        ]
        expect(again).toEqual(first)
      }),
    )
  })

  it('enters once, exits at most once, and books net = gross − fees to the last digit', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const engine = createEngine({ position: 0 })
        const decisions = [
          ...story.facts.flatMap((signal) => tell(engine, signal)),
          ...advanceAll(engine, story.prices),
        ]
        for (const { trade_id } of engine.trades()) {
          const kinds = decisions.filter((decision) => decision.trade_id === trade_id).map(({ kind }) => kind)
          expect([[], ['entry'], ['missed'], ['entry', 'exit']]).toContainEqual(kinds)
        }
        for (const { fact } of decisions) {
          if (fact.type !== 'fill.recorded' || fact.data.exit === null) continue
          const { entry_fee, gross_pnl, realized_pnl } = fact.data.exit
          expect(decimal(realized_pnl)).toBe(decimal(gross_pnl) - decimal(entry_fee) - decimal(fact.data.fee))
        }
      }),
    )
  })
})
