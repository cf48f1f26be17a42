import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIdempotencyKey, requestHashOf } from '../src/publishing/idempotency-keys.ts'
import { readSignalLines } from '../src/publishing/signal-lines.ts'

const linesOf = (text: string | Buffer) =>
  readSignalLines(Buffer.from(text)).map((line) =>
    'problem' in line ? [line.line, line.problem.code] : [line.line, line.signal_id, line.data.toString()],
  )

describe('the lines of a batch', () => {
  it('end with LF or CRLF, the last one with nothing too; empty ones count and are left out', () => {
    expect(linesOf('{"signal_id":"a"}\r\n\r\n\n{"signal_id":"b"}')).toEqual([
      [1, 'a', '{"signal_id":"a"}'],
      [4, 'b', '{"signal_id":"b"}'],
    ])
  })
  it.each([
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'malformed-json'],
    ['a list', '[{"signal_id":"a"}]', 'validation'],
    ['null', 'null', 'validation'],
    ['white space', '  ', 'malformed-json'],
    ['a number for an id', '{"signal_id":1}', 'validation'],
    ['an empty id', '{"signal_id":""}', 'validation'],
    ['an id behind a prototype', '{"__proto__":{"signal_id":"a"}}', 'validation'],
    ['one that is too large', `{"signal_id":"a","note":"${'x'.repeat(65_536)}"}`, 'body-too-large'],
  ])('%s is refused by itself', (_what, line, code) => {
    const good = Buffer.from('\n{"signal_id":"b"}')
    expect(linesOf(Buffer.concat([Buffer.from(line), good]))).toEqual([
      [1, code],
      [2, 'b', '{"signal_id":"b"}'],
    ])
  })
  it('are exactly those that were sent, whatever their strings hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ signal_id: fc.string({ minLength: 1, maxLength: 20 }), note: fc.string() }), {
          minLength: 1,
          maxLength: 20,
        }),
        (signals) => {
          const texts = signals.map((signal) => JSON.stringify({ ...signal, signal_id: `x${signal.signal_id}` }))
          const read = readSignalLines(Buffer.from(texts.join('\n')))
          expect(read.map((line) => ('data' in line ? line.data.toString() : null))).toEqual(
            texts.map((text) => (text.includes('\\u0000') && JSON.parse(text).signal_id.includes('\0') ? null : text)),
          )
        },
      ),
    )
  })
})

describe('an Idempotency-Key', () => {
  it.each(['a', '8e03978e-40d5-43dd-bc93-6894a57f9324', '"quoted"', 'x'.repeat(255), '!~'])('can be %j', (key) => {
    expect(readIdempotencyKey({ 'idempotency-key': key })).toBe(key)
  })
  it.each(['', 'a b', 'é', 'a\t', 'x'.repeat(256), 'one, two'])('cannot be %j', (key) => {
    expect(() => readIdempotencyKey({ 'idempotency-key': key })).toThrow(
      expect.objectContaining({ code: 'validation' }),
    )
  })
  it('need not be there', () => {
    expect(readIdempotencyKey({})).toBeNull()
  })
  it('stands for media type and bytes', () => {
    const hash = requestHashOf('application/json', Buffer.from('{}'))
    expect(requestHashOf('application/json', Buffer.from('{}'))).toBe(hash)
    expect(requestHashOf('application/json', Buffer.from('{} '))).not.toBe(hash)
    expect(requestHashOf('application/x-ndjson', Buffer.from('{}'))).not.toBe(hash)
  })
})
