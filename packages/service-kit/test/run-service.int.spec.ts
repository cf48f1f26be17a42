import { fork } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'

type Line = { level: string; msg: string; [field: string]: unknown }

/** The fixture as a supervisor runs it. */
const start = (env: Record<string, string>) => {
  const child = fork(new URL('fixtures/service.ts', import.meta.url), {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  // Not `close`: it does not come after a disconnect.
  const ended = Promise.all([once(child, 'exit'), ...[child.stdout, child.stderr].map((s) => s && once(s, 'end'))])
  return {
    child,
    listening: async () => (await once(child, 'message'))[0] as unknown,
    async ended() {
      const [[code]] = await ended
      const lines = stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line): Line => JSON.parse(line))
      return { code: code as unknown, lines, messages: lines.map(({ msg }) => msg), stderr }
    },
  }
}

describe('a service', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends in order on %s with exit code 0', async (signal) => {
    const service = start({})
    expect(await service.listening()).toEqual({ type: 'listening', health_port: expect.any(Number), port: 1234 })
    service.child.kill(signal)
    const { code, lines, messages } = await service.ended()
    expect(messages).toEqual(['started', 'stopping', 'stopped'])
    expect(lines[1]).toMatchObject({ reason: signal })
    expect(code).toBe(0)
  })

  it('ends with its supervisor', async () => {
    const service = start({})
    await service.listening()
    service.child.disconnect()
    const { code, lines } = await service.ended()
    expect(lines[1]).toMatchObject({ msg: 'stopping', reason: 'disconnect' })
    expect(code).toBe(0)
  })

  it('ends hard when it does not come to its end', { timeout: 20_000 }, async () => {
    const service = start({ FIXTURE: 'hang' })
    await service.listening()
    service.child.kill('SIGTERM')
    const { code, messages } = await service.ended()
    expect(messages).toEqual(['started', 'stopping', 'did not stop in time, ending hard'])
    expect(code).toBe(1)
  })

  it('tells a defect with its cause and ends with exit code 1', async () => {
    const { code, lines } = await start({ FIXTURE: 'throw' }).ended()
    expect(lines.at(-1)).toMatchObject({ level: 'fatal', error: { message: 'broken', cause: { message: 'deeper' } } })
    expect(code).toBe(1)
  })

  it.each([
    [{ FIXTURE: 'config' }, 'PAPERTAPE_PORT'],
    [{ PAPERTAPE_TYPO: 'x' }, 'PAPERTAPE_TYPO'],
  ])('refuses a wrong configuration with exit code 2: %o', async (env, name) => {
    const { code, stderr } = await start(env).ended()
    expect(stderr).toContain(name)
    expect(code).toBe(2)
  })
})
