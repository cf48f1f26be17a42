import { describe, expect, it } from 'vitest'
import { logLine } from '../src/up/log-line.ts'

const entry = {
  level: 'warn',
  time: '2026-11-20T12:00:00.123Z',
  service: 'gateway',
  instance: 'host-1-ab',
  bots: 3,
  symbol: 'BTC USDT',
  error: { type: 'Error', message: 'gone', stack: 'Error: gone\n  at x' },
  msg: 'prices are stale',
}

describe('a line of a service', () => {
  it('becomes one line for people', () => {
    expect(logLine('gateway', JSON.stringify(entry), false)).toBe(
      '12:00:00.123 gateway         warn  prices are stale bots=3 symbol="BTC USDT" error="gone"',
    )
  })

  it('passes on what is no log', () => {
    expect(logLine('gateway', '(node:1) Warning: beware', false)).toBe(
      '             gateway         (node:1) Warning: beware',
    )
    expect(logLine('gateway', '{ half', false)).toContain('{ half')
  })

  it('is coloured only when asked', () => {
    expect(logLine('gateway', JSON.stringify(entry), true)).toContain('\u001b[33m')
  })
})
