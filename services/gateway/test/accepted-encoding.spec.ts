import { expect, it } from 'vitest'
import { acceptedEncoding } from '../src/http/accepted-encoding.ts'

it.each([
  [undefined, null],
  ['', null],
  ['identity', null],
  ['deflate, zstd', null],
  ['gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0', null],
  ['*', 'br'],
  ['*;q=0', null],
  ['br;q=0, *', 'gzip'],
  ['gzip ; q=0.1', 'gzip'],
  ['gzip;q=nonsense', null],
  ['__proto__, constructor', null],
])('%j is answered with %s', (header, encoding) => {
  expect(acceptedEncoding(header)).toBe(encoding)
})

it.each([
  ['gzip, deflate, br, zstd', 'gzip'],
  ['br', null],
  ['br;q=1, *;q=0', null],
  ['*', 'gzip'],
])('%j where gzip alone is offered is answered with %s', (header, encoding) => {
  expect(acceptedEncoding(header, ['gzip'])).toBe(encoding)
})
