import { aCloseRequest, anAcceptedSignal, closeOrderIn } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import type { RecoveredClose, RecoveredMark, RecoveredTrade } from '../src/recovered-partition.projection.ts'
import { inEpoch, lowestOf, resumePointOf } from '../src/resume.ts'

const EPOCH = 'e1'
const tick = (seq: number) => ({ price: '100', time: '2024-01-01T00:00:00.000Z', seq })
const trade = (given: { acceptedSeq: number; after: number; epoch?: string }): RecoveredTrade => ({
  accepted: anAcceptedSignal({
    ticks_after: given.after,
    last_tick: tick(given.after),
    ticks_epoch: given.epoch ?? EPOCH,
  }),
  acceptedSeq: given.acceptedSeq,
  entry: null,
})
const close = (given: { seq: number; after: number }): RecoveredClose => ({
  order: closeOrderIn(
    anAcceptedSignal({
      action: 'CLOSE',
      trade_id: null,
      ticks_after: given.after,
      last_tick: tick(given.after),
      ticks_epoch: EPOCH,
    }),
  ),
  seq: given.seq,
})
const request = (given: { seq: number; after: number; epoch?: string }): RecoveredClose => ({
  order: closeOrderIn(aCloseRequest('t1', given.after, { ticks_epoch: given.epoch ?? EPOCH })),
  seq: given.seq,
})
const mark = (given: { seq: number; ledgerSeq: number; epoch?: string }): RecoveredMark => ({
  ...tick(given.seq),
  ticks_epoch: given.epoch ?? EPOCH,
  ledger_seq: given.ledgerSeq,
})

describe('where a trade resumes', () => {
  it('is its own ticks_after without a mark', () => {
    const point = resumePointOf(trade({ acceptedSeq: 5, after: 40 }), [], null, EPOCH)
    expect(point).toEqual({ after: 40, before: tick(40), mark: null })
  })
  it('is the mark whose writer had heard it, and not one whose writer had not', () => {
    const marked = mark({ seq: 90, ledgerSeq: 5 })
    expect(resumePointOf(trade({ acceptedSeq: 5, after: 40 }), [], marked, EPOCH)).toEqual({
      after: 90,
      before: tick(90),
      mark: tick(90),
    })
    expect(resumePointOf(trade({ acceptedSeq: 6, after: 40 }), [], marked, EPOCH).after).toBe(40)
  })
  it('is its own ticks_after when that is ahead of the mark', () => {
    const point = resumePointOf(trade({ acceptedSeq: 5, after: 95 }), [], mark({ seq: 90, ledgerSeq: 5 }), EPOCH)
    expect(point).toMatchObject({ after: 95, mark: null })
  })
  it('reaches back to a CLOSE that the mark’s writer had not heard, never behind the trade itself', () => {
    const marked = mark({ seq: 90, ledgerSeq: 5 })
    const open = trade({ acceptedSeq: 4, after: 40 })
    const late = resumePointOf(open, [close({ seq: 7, after: 70 })], marked, EPOCH)
    expect(late).toEqual({ after: 70, before: tick(70), mark: tick(90) })
    expect(resumePointOf(open, [close({ seq: 5, after: 70 })], marked, EPOCH).after).toBe(90)
    expect(resumePointOf(open, [close({ seq: 7, after: 20 })], marked, EPOCH).after).toBe(40)
  })
  it('is the mark for a close that was asked for behind it, which does not tell what the price was there', () => {
    const marked = mark({ seq: 90, ledgerSeq: 5 })
    const open = trade({ acceptedSeq: 4, after: 40 })
    for (const after of [90, 95]) {
      const point = resumePointOf(open, [request({ seq: 7, after })], marked, EPOCH)
      expect(point).toEqual({ after: 90, before: tick(90), mark: tick(90) })
    }
  })
  it('is its own beginning for such a close before the mark, and for one of an earlier stream', () => {
    const marked = mark({ seq: 90, ledgerSeq: 5 })
    const open = trade({ acceptedSeq: 4, after: 40 })
    for (const asked of [request({ seq: 7, after: 89 }), request({ seq: 7, after: 99, epoch: 'e0' })]) {
      expect(resumePointOf(open, [asked], marked, EPOCH)).toEqual({ after: 40, before: tick(40), mark: tick(90) })
    }
  })
  it('is the start of the stream for a trade of an earlier one, whose marks mean nothing any more', () => {
    const old = trade({ acceptedSeq: 5, after: 40, epoch: 'e0' })
    const oldMark = mark({ seq: 90, ledgerSeq: 5, epoch: 'e0' })
    expect(resumePointOf(old, [], oldMark, EPOCH)).toEqual({ after: 0, before: null, mark: null })
    expect(inEpoch(old.accepted, EPOCH).data).toMatchObject({ ticks_after: 0, last_tick: null })
    expect(inEpoch(old.accepted, 'e0')).toBe(old.accepted)
  })
  it('is for an instrument the lowest of its trades', () => {
    expect(lowestOf([tick(9), tick(3), tick(5)].map((at) => ({ after: at.seq, before: at })))).toEqual({
      after: 3,
      before: tick(3),
    })
  })
})
