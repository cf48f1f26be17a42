import { describe, expect, it } from 'vitest'
import { checkAgainstLedger, PROJECTION_VERSION, ProjectionMismatch } from '../src/index.ts'

const ledger = { epoch: 'first', lastSeq: 10 }
const at = (given: { seq?: number; ledger_epoch?: string | null; version?: number }) => () =>
  checkAgainstLedger({ seq: 10, ledger_epoch: 'first', version: PROJECTION_VERSION, ...given }, ledger)

describe('a projection beside a ledger', () => {
  it.each([
    ['at its end', {}],
    ['behind its end', { seq: 9 }],
    ['that has not met any', { seq: 0, ledger_epoch: null }],
  ])('%s is good', (_what, given) => {
    expect(at(given)).not.toThrow()
  })

  it.each([
    ['ahead of its end', { seq: 11 }, /at 11, ahead of the ledger, which ends at 10/],
    ['of another one', { ledger_epoch: 'second' }, /made from the ledger of second/],
    ['of another one that is longer', { seq: 3, ledger_epoch: 'second' }, /made from the ledger of second/],
    ['of another version', { version: PROJECTION_VERSION + 1 }, /has version/],
  ])('%s is refused, with what heals it', (_what, given, reason) => {
    expect(at(given)).toThrow(ProjectionMismatch)
    expect(at(given)).toThrow(reason)
    expect(at(given)).toThrow('./papertape rebuild')
  })
})
