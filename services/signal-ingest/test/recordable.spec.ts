import { describe, expect, it } from 'vitest'
import { recordable, redactText } from '../src/message/recordable.ts'

describe('what is kept of an object from outside', () => {
  it.each([
    'secret',
    'client_secret',
    'token',
    'accessToken',
    'X-Auth-Token',
    'password',
    'PASSWD',
    'key',
    'apiKey',
    'api_key',
    'API-KEY',
    'passphrase',
    'authorization',
    'Credentials',
  ])('hides the value of %s, whatever it is and however deep', (key) => {
    expect(recordable({ [key]: 'hunter2' })).toEqual({ [key]: '[redacted]' })
    expect(recordable({ a: [{ b: { [key]: { c: 'hunter2' } } }] })).toEqual({ a: [{ b: { [key]: '[redacted]' } }] })
  })

  it('keeps everything else as it is', () => {
    const object = { note: 'a b', list: [1, null, true, 'x'], nested: { deep: 0.5 } }
    expect(recordable(object)).toEqual(object)
    expect(recordable(object, new Set(['note', 'list']))).toEqual({ nested: { deep: 0.5 } })
  })

  it('treats __proto__ as any key', () => {
    const object: Record<string, unknown> = JSON.parse('{"__proto__": {"polluted": true, "token": "hunter2"}, "a": 1}')
    const kept = recordable(object)
    expect(JSON.stringify(kept)).toBe('{"__proto__":{"polluted":true,"token":"[redacted]"},"a":1}')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('bounds the nesting, so that every reader of the ledger can follow', () => {
    const object: Record<string, unknown> = JSON.parse(`{"deep": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`)
    expect(JSON.stringify(recordable(object))).toMatch(/^\{"deep":\[{15}"\[?nested deeper than 16\]?"\]{15}\}$/)
  })

  it('replaces what PostgreSQL cannot hold, in keys and values', () => {
    expect(recordable({ 'a\u0000': 'b\u0000\ud800' })).toEqual({ 'a\ufffd': 'b\ufffd\ufffd' })
  })
})

it.each([
  ['{"token":"abc","x":1', '{"token":"[redacted]","x":1'],
  ["{'api_key': 'abc'}", `{'api_key': "[redacted]"}`],
  ['password=abc&user=x', 'password="[redacted]"'],
  ['{"key":123}', '{"key":"[redacted]"}'],
  ['{"secret":"cut off', '{"secret":"[redacted]"'],
  ['{"symbol":"BTCUSDT"}', '{"symbol":"BTCUSDT"}'],
])('redacts %j, which is no JSON object', (text, kept) => expect(redactText(text)).toBe(kept))
