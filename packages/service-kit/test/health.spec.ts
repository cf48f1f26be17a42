import { type Check, createMetrics, serveHealth } from '@papertape/service-kit'
import { describe, expect, it } from 'vitest'

const served = async (checks: Record<string, () => Check | Promise<Check>>) => {
  const metrics = createMetrics('probe')
  const health = await serveHealth({ host: '127.0.0.1', port: 0, service: 'probe', checks, metrics: metrics.registry })
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${health.port}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  return { metrics, get, [Symbol.asyncDispose]: () => health[Symbol.asyncDispose]() }
}

describe('the health server', () => {
  it('is ready when every check is, and lives anyway', async () => {
    let ok = false
    await using probe = await served({
      nats: () => ({ ok, detail: 'no connection' }),
      store: async () => ({ ok: true }),
    })
    const failing = await probe.get('/health/ready')
    expect(failing.status).toBe(503)
    expect(JSON.parse(failing.text)).toEqual({
      status: 'failing',
      service: 'probe',
      failing: ['nats'],
      checks: { nats: { ok: false, detail: 'no connection' }, store: { ok: true } },
    })
    expect((await probe.get('/health/live')).status).toBe(200)
    ok = true
    expect((await probe.get('/health/ready')).status).toBe(200)
  })

  it('takes a check that throws or never answers as failing', async () => {
    await using probe = await served({
      throws: () => {
        throw new Error('broken')
      },
      hangs: () => new Promise<Check>(() => {}),
    })
    const { status, text } = await probe.get('/health/ready')
    expect(status).toBe(503)
    expect(JSON.parse(text)).toMatchObject({
      failing: ['throws', 'hangs'],
      checks: { throws: { detail: 'broken' }, hangs: { detail: 'no answer within 2000 ms' } },
    })
  })

  it('shows metrics with the name of the service', async () => {
    await using probe = await served({})
    probe.metrics.counter('ticks_total', 'Ticks seen', ['verdict']).inc({ verdict: 'accepted' }, 2)
    const { text } = await probe.get('/metrics')
    expect(text).toContain('ticks_total{verdict="accepted",service="probe"} 2')
    expect(text).toContain('process_resident_memory_bytes')
  })

  it('knows no other path', async () => {
    await using probe = await served({})
    expect((await probe.get('/')).status).toBe(404)
  })
})
