import { describe, expect, it } from 'vitest'
import { callerByToken, requireOperator } from '../src/http/operator-token.ts'

const callerOf = callerByToken('s3cret token')

describe('who asks', () => {
  it.each([
    [undefined, 'public'],
    ['', 'public'],
    ['Basic czNjcmV0', 'public'],
    ['Bearer', 'public'],
    ['Bearer ', 'public'],
    ['Bearer s3cret token', 'operator'],
    ['bearer  s3cret token ', 'operator'],
    ['Bearer s3cret', 'wrong'],
    ['Bearer s3cret token2', 'wrong'],
    ['Bearer S3CRET TOKEN', 'wrong'],
  ] as const)('with %j is %s', (authorization, caller) => {
    expect(callerOf(authorization)).toBe(caller)
  })
  it('must be the operator to change something', () => {
    expect(() => requireOperator('public')).toThrow(expect.objectContaining({ code: 'unauthorized' }))
    expect(() => requireOperator('wrong')).toThrow(expect.objectContaining({ code: 'forbidden' }))
    expect(() => requireOperator('operator')).not.toThrow()
  })
})
