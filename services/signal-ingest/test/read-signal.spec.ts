import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readSignal } from '../src/message/read-signal.ts'
import { aSignal, bytes } from './a-signal.ts'

const fieldsOf = (given: Record<string, unknown>) => {
  const reading = readSignal(bytes(JSON.stringify(aSignal(given))))
  if (reading.kind !== 'signal') throw new Error(reading.fault.detail)
  return reading.fields
}

const faultOf = (body: string | Uint8Array) => {
  const reading = readSignal(typeof body === 'string' ? bytes(body) : body)
  return reading.kind === 'malformed' ? reading.fault : null
}

const faultyField = (given: Record<string, unknown>) => faultOf(JSON.stringify(aSignal(given)))?.field

describe('what a message needs to be a signal', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['no JSON', '{"signal_id": s1}'],
    ['half an object', '{"signal_id":"s1"'],
    ['two objects', '{}{}'],
    ['an array', '[{"signal_id":"s1"}]'],
    ['a string', '"s1"'],
    ['a number', '1'],
    ['null', 'null'],
    ['NaN', 'NaN'],
    ['30,000 nested arrays', '['.repeat(30_000) + ']'.repeat(30_000)],
  ])('refuses %s', (_what, body) => {
    expect(faultOf(body)).toMatchObject({ field: null })
  })

  it('refuses bytes that are no UTF-8, inside an otherwise good signal too', () => {
    expect(faultOf(Uint8Array.of(0xff, 0xfe, 0x7b))?.detail).toBe('a signal is UTF-8')
    const good = bytes(JSON.stringify(aSignal({ note: 'xx' })))
    const at = good.lastIndexOf('x'.charCodeAt(0))
    expect(faultOf(good.with(at, 0xc3))?.detail).toBe('a signal is UTF-8')
  })

  it('takes 64 KiB and refuses one byte more', () => {
    const padded = (size: number) => {
      const empty = JSON.stringify(aSignal({ note: '' })).length
      return bytes(JSON.stringify(aSignal({ note: 'n'.repeat(size - empty) })))
    }
    expect(padded(65_536)).toHaveLength(65_536)
    expect(faultOf(padded(65_536))).toBeNull()
    expect(faultOf(padded(65_537))?.detail).toContain('65536 bytes')
  })

  it('keeps size, hash and the first KiB of what is no object, without what looks like a secret', () => {
    const body = `{"api_key": "hunter2", token=hunter3 "note": "${'x'.repeat(5_000)}`
    const reading = readSignal(bytes(body))
    if (reading.kind !== 'malformed' || reading.raw === null) throw new Error('is no JSON')
    expect(reading.raw.bytes).toBe(body.length)
    expect(reading.raw.sha256).toBe(createHash('sha256').update(body).digest('hex'))
    const head = Buffer.from(reading.raw.head_base64, 'base64').toString()
    expect(head).toContain('"api_key": "[redacted]"')
    expect(head).not.toContain('hunter')
    expect(head.length).toBeLessThan(1_060)
  })

  it('keeps the very bytes of a head that holds no secret', () => {
    const junk = Uint8Array.from({ length: 2_000 }, (_, index) => (index * 7) % 256)
    const reading = readSignal(junk)
    if (reading.kind !== 'malformed' || reading.raw === null) throw new Error('is no UTF-8')
    expect(Uint8Array.from(Buffer.from(reading.raw.head_base64, 'base64'))).toEqual(junk.subarray(0, 1024))
  })
})

describe('a usable signal_id', () => {
  it.each([['s'], ['x'.repeat(128)], ['€'.repeat(128)], ['😀'.repeat(128)], [' '], ['__proto__'], ['constructor']])(
    'is %j',
    (signal_id) => expect(fieldsOf({ signal_id }).signal_id).toBe(signal_id),
  )

  it.each([
    [undefined],
    [null],
    [''],
    [1],
    [true],
    [['s1']],
    [{}],
    ['x'.repeat(129)],
    ['😀'.repeat(129)],
    ['a\u0000b'],
    ['\ud800'],
  ])('is not %j', (signal_id) => expect(faultyField({ signal_id })).toBe('signal_id'))
})

describe('optional fields', () => {
  it('have their defaults when absent or null', () => {
    const absent = fieldsOf({})
    const nulls = Object.fromEntries(
      ['action', 'venue', 'market_type', 'status', 'confidence', 'strategy', 'time', 'expires_at'].map((key) => [
        key,
        null,
      ]),
    )
    expect(fieldsOf(nulls)).toEqual(absent)
    expect(absent).toMatchObject({
      action: 'OPEN',
      venue: 'binance',
      market_type: 'SPOT',
      active: true,
      confidence: null,
    })
  })

  it.each([
    [{ action: 'close' }, { action: 'CLOSE' }],
    [{ action: 'Open' }, { action: 'OPEN' }],
    [{ market_type: 'futures' }, { market_type: 'FUTURES' }],
    [{ status: 'active' }, { active: true }],
    [{ status: 'Draft' }, { active: false }],
    [{ status: '' }, { active: false }],
    [{ confidence: 0 }, { confidence: 0 }],
    [{ confidence: 1 }, { confidence: 1 }],
    [{ venue: 'demo' }, { venue: 'demo' }],
    [{ time: '2024-01-01T01:00:00+01:00' }, { source_time: '2024-01-01T00:00:00.000Z' }],
    [{ expires_at: '2024-01-01T00:00:00.1239Z' }, { expires_at: '2024-01-01T00:00:00.123Z' }],
  ])('%j reads as %j', (given, read) => expect(fieldsOf(given)).toMatchObject(read))

  it.each([
    ['action', 'HOLD'],
    ['action', 1],
    ['action', ''],
    ['action', 'cloſe'],
    ['market_type', 'OPTIONS'],
    ['market_type', ['SPOT']],
    ['venue', ''],
    ['venue', 7],
    ['venue', 'v'.repeat(65)],
    ['status', true],
    ['status', 1],
    ['confidence', '0.5'],
    ['confidence', -0.01],
    ['confidence', 1.01],
    ['confidence', {}],
    ['strategy', 1],
    ['timeframe', ['1h']],
    ['note', {}],
    ['note', 'a\u0000b'],
    ['time', 'yesterday'],
    ['time', '2024-01-01T00:00:00'],
    ['time', '2024-02-30T00:00:00Z'],
    ['time', 1.5],
    ['time', 1_704_067_200_000],
    ['time', {}],
    ['expires_at', 'never'],
    ['expires_at', '1704067200000'],
    ['opens_signal_id', 5],
    ['opens_signal_id', ''],
  ])('%s may not be %j', (field, value) => expect(faultyField({ [field]: value })).toBe(field))

  it('name the signal all the same when its id is usable', () => {
    const reading = readSignal(bytes(JSON.stringify(aSignal({ confidence: 'high' }))))
    expect(reading).toMatchObject({ kind: 'malformed', signal_id: 's1', raw: null })
  })
})
