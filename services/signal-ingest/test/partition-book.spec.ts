import type { Unrecorded } from '@papertape/events'
import { anAcceptedSignal, aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { isAnswered, openBook, writeIn } from '../src/partition-book.ts'
import { aBot, aMessage, aSignal, dispositionOf } from './a-signal.ts'

const input = (seq: number, epoch = 'e1') => ({
  stream: 'SIGNALS' as const,
  epoch,
  seq,
  received_at: '2024-01-01T00:00:00.000Z',
})
const empty = () => openBook({ seq: 10, bots: [], answered: null })

describe('the highest input answered', () => {
  it('covers everything at or below it, of whatever bot, @unknown included', () => {
    const book = empty()
    writeIn(book, anAcceptedSignal({ input: input(5) }), 11)
    writeIn(book, dispositionOf(aMessage(aSignal(), { input: input(7) }), null), 12)
    expect([6, 7, 8].map((seq) => isAnswered(book, { epoch: 'e1', seq }))).toEqual([true, true, false])
  })
  it('does not fall back', () => {
    const book = empty()
    writeIn(book, anAcceptedSignal({ input: input(7) }), 11)
    writeIn(book, anAcceptedSignal({ input: input(5), signal_id: 's2' }), 12)
    expect(isAnswered(book, { epoch: 'e1', seq: 7 })).toBe(true)
  })
  it('means nothing for another SIGNALS stream', () => {
    const book = openBook({ seq: 10, bots: [], answered: { epoch: 'e1', seq: 100 } })
    expect(isAnswered(book, { epoch: 'e2', seq: 3 })).toBe(false)
    writeIn(book, anAcceptedSignal({ input: input(3, 'e2') }), 11)
    expect(isAnswered(book, { epoch: 'e2', seq: 3 })).toBe(true)
  })
})

describe('used ids', () => {
  it('are those of acceptances and of all refusals but MALFORMED, UNKNOWN_BOT and DUPLICATE', () => {
    const book = empty()
    const facts: [string, Unrecorded][] = [
      ['accepted', anAcceptedSignal({ signal_id: 'accepted' })],
      ['refused', dispositionOf(aMessage(aSignal({ signal_id: 'refused', status: 'x' })))],
      ['malformed', dispositionOf(aMessage(aSignal({ signal_id: 'malformed', confidence: 2 })))],
      ['unknown', dispositionOf(aMessage(aSignal({ signal_id: 'unknown' })), null)],
      ['again', dispositionOf(aMessage(aSignal({ signal_id: 'again' })), aBot(), { idUsed: true })],
    ]
    facts.forEach(([, event], index) => writeIn(book, event, 11 + index))
    expect(facts.map(([id]) => book.used.has('bot', id))).toEqual([true, true, false, false, false])
    expect(book.used.has('other', 'accepted')).toBe(false)
  })

  it('are let go of up to what the projection has, and not taken back', () => {
    const book = empty()
    for (const seq of [11, 12, 13]) writeIn(book, anAcceptedSignal({ signal_id: `s${seq}` }), seq)
    book.used.forget(12)
    expect(['s11', 's12', 's13'].map((id) => book.used.has('bot', id))).toEqual([false, false, true])
    expect(book.used.forgottenTo()).toBe(12)
    writeIn(book, anAcceptedSignal({ signal_id: 's12' }), 12)
    expect(book.used.has('bot', 's12')).toBe(false)
    book.used.forget(5)
    expect(book.used.forgottenTo()).toBe(12)
  })
})

it('hears its own fact twice without effect', () => {
  const book = empty()
  writeIn(book, botRegisteredOf(aRegistration()), 11)
  const open = anAcceptedSignal({ signal_id: 's1' })
  writeIn(book, open, 12)
  const once = structuredClone(book.bots)
  writeIn(book, open, 12)
  expect(book.bots).toEqual(once)
  expect(book.bots.get('bot')).toMatchObject({ opens_count: 1, last_seq: 12 })
})
