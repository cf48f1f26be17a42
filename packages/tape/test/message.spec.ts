import { headers } from '@nats-io/nats-core'
import { describe, expect, it } from 'vitest'
import { readDelivery, storedMessage } from '../src/message.ts'

describe('the acknowledgement subject', () => {
  const delivery = { seq: 7, deliverySeq: 9, deliveryCount: 2, receivedAtMs: 1_700_000_000_123.999, pending: 4 }

  it('tells where and when a message stands', () => {
    expect(readDelivery('$JS.ACK.SIGNALS.ingest_3.2.7.9.1700000000123999999.4')).toEqual(delivery)
  })

  it('is read in its newer form too', () => {
    expect(readDelivery('$JS.ACK._.hash.SIGNALS.ingest_3.2.7.9.1700000000123999999.4.rand')).toEqual(delivery)
  })

  it('is told from other replies', () => {
    expect(readDelivery('_INBOX.abc.1')).toBeNull()
  })
})

describe('the receive time', () => {
  const at = (timestamp: string) =>
    storedMessage({ subject: 's', seq: 1, timestamp, data: new Uint8Array(), header: headers() })

  it.each([
    ['2026-11-20T20:16:37.242999999Z', '2026-11-20T20:16:37.242Z'],
    ['2026-11-20T20:16:37.24Z', '2026-11-20T20:16:37.240Z'],
    ['2026-11-20T20:16:37Z', '2026-11-20T20:16:37.000Z'],
  ])('of %s is cut to milliseconds, as a consumer sees it', (timestamp, expected) => {
    expect(at(timestamp).receivedAt).toBe(expected)
  })

  it('keeps microseconds, the same from a consumer and from a read', () => {
    const stored = at('2023-11-14T22:13:20.123999999Z')
    expect(stored.receivedAtMs).toBe(1_700_000_000_123.999)
    expect(readDelivery('$JS.ACK.S.c.1.7.9.1700000000123999999.4')?.receivedAtMs).toBe(stored.receivedAtMs)
  })
})
