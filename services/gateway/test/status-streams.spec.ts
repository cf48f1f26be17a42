import { describe, expect, it } from 'vitest'
import { nextEvent } from '../src/live/status-streams.ts'

const current = { id: 'e.2', data: '{"status":"running"}' }

describe('what a client of a status stream is sent', () => {
  it('is the state at once when it comes without an id', () => {
    expect(nextEvent({ sent: null, lastEventId: null }, current)).toBe(current)
  })
  it('is the state when it comes with an older id or one of another epoch', () => {
    expect(nextEvent({ sent: null, lastEventId: 'e.1' }, current)).toBe(current)
    expect(nextEvent({ sent: null, lastEventId: 'd.2' }, current)).toBe(current)
  })
  it('is nothing when it comes with the newest id', () => {
    expect(nextEvent({ sent: null, lastEventId: 'e.2' }, current)).toBeNull()
  })
  it('is nothing while the state stays, whatever its id', () => {
    expect(nextEvent({ sent: { id: 'e.1', data: current.data }, lastEventId: null }, current)).toBeNull()
  })
  it('is each new state', () => {
    expect(nextEvent({ sent: { id: 'e.1', data: '{}' }, lastEventId: 'e.2' }, current)).toBe(current)
  })
})
