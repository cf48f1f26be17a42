import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseJsonBody } from '../src/http/json-body.ts'

const parse = (text: string) => parseJsonBody(Buffer.from(text))
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

it('takes whatever JSON takes, as long as it is not too deep', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), (text) => {
      expect(parse(text)).toEqual(JSON.parse(text))
    }),
  )
})

it('takes 64 levels and no more, however they are made', () => {
  expect(() => parse(nested(64))).not.toThrow()
  for (const bomb of [nested(65), '{"a":'.repeat(65), `{"a":"\\"]}]}","b":${nested(64)}}`, '[{"a":'.repeat(200_000)]) {
    expect(() => parse(bomb)).toThrow(expect.objectContaining({ code: 'malformed-json' }))
  }
})

it('counts no bracket in a text', () => {
  const text = `${'[{'.repeat(500)}"\\`
  expect(parse(JSON.stringify({ text }))).toEqual({ text })
})

it('takes the last of a key given twice', () => {
  expect(parse('{"a":1,"a":2}')).toEqual({ a: 2 })
})

it('changes no prototype', () => {
  const body = parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
  expect(Object.getPrototypeOf(body)).toBe(Object.prototype)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})
