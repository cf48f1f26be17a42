import { describe, expect, it } from 'vitest'
import { isOlder } from '../src/nats-binary.ts'

describe('isOlder', () => {
  it.each([
    ['2.9.0', '2.14', true],
    ['2.14.0', '2.14', false],
    ['2.14', '2.14.0', false],
    ['2.15.1', '2.14', false],
    ['3.0', '2.14', false],
    ['2.13.99', '2.14', true],
  ])('%s than %s: %s', (version, than, older) => {
    expect(isOlder(version, than)).toBe(older)
  })
})
