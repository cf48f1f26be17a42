import { describe, expect, it } from 'vitest'
import { differences } from '../src/ensure-streams.ts'
import { isRecent } from '../src/server-guard.ts'

describe('the version of a server', () => {
  it.each(['2.14.0', '2.15.1', '2.15.0-RC.1', '3.0.0'])('%s will do', (version) => expect(isRecent(version)).toBe(true))
  it.each(['2.10.27', '2.13.9', '1.99.0', 'unknown'])('%s will not', (version) => expect(isRecent(version)).toBe(false))
})

describe('an echoed configuration', () => {
  it('may leave out what is off and write no limit in either way', () => {
    expect(
      differences({ deny_delete: true, allow_msg_ttl: false, max_age: 0 }, { deny_delete: true, max_age: -1 }),
    ).toEqual([])
  })

  it('must not leave out what is on, nor add what must be off', () => {
    const wanted = { allow_msg_schedules: true, allow_rollup_hdrs: false, subjects: ['a'] }
    expect(differences(wanted, { allow_rollup_hdrs: true, subjects: ['a', 'b'] })).toEqual([
      'allow_msg_schedules is unset instead of true',
      'allow_rollup_hdrs is true instead of unset',
      'subjects is ["a","b"] instead of ["a"]',
    ])
  })
})
