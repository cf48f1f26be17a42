import { expect, it, vi } from 'vitest'
import { announceAlive } from '../src/index.ts'

it('says at once and every two seconds whether it is ready, and that it leaves', async () => {
  vi.useFakeTimers()
  const said: [string, object][] = []
  let ready = true
  const alive = announceAlive({
    hint: (subject, hint) => said.push([subject, hint]),
    readiness: async () => ({ ready, failing: ready ? [] : ['nats'], checks: {} }),
    service: 'gateway',
    instance: 'one',
  })
  await vi.advanceTimersByTimeAsync(0)
  ready = false
  await vi.advanceTimersByTimeAsync(2000)
  alive[Symbol.dispose]()
  await vi.advanceTimersByTimeAsync(10_000)
  vi.useRealTimers()
  const beat = { service: 'gateway', instance: 'one' }
  expect(said).toEqual([
    ['alive.gateway.one', { ...beat, ready: true, failing: [] }],
    ['alive.gateway.one', { ...beat, ready: false, failing: ['nats'] }],
    ['alive.gateway.one', { ...beat, ready: false, leaving: true }],
  ])
})
