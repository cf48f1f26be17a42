import { createLogger, redacted } from '@papertape/service-kit'
import { describe, expect, it } from 'vitest'

const linesOf = (write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] => {
  const lines: string[] = []
  write(
    createLogger({ service: 's', level: 'info', instance: 'i', destination: { write: (line) => lines.push(line) } }),
  )
  return lines.map((line): Record<string, unknown> => JSON.parse(line))
}

describe('a log line', () => {
  it('is one object with readable fields', () => {
    const [line] = linesOf((log) => log.info({ bot_id: 'b' }, 'signal accepted'))
    expect(line).toMatchObject({ level: 'info', service: 's', instance: 'i', bot_id: 'b', msg: 'signal accepted' })
    expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('keeps the causes of an error', () => {
    const [line] = linesOf((log) => log.error({ error: new Error('outer', { cause: new Error('inner') }) }, 'failed'))
    expect(line).toMatchObject({ error: { message: 'outer', cause: { message: 'inner' } } })
  })

  it('holds no secret, wherever it sits', () => {
    const [line] = linesOf((log) =>
      log.info(
        {
          token: 'hunter2',
          config: { PAPERTAPE_ADMIN_TOKEN: 'hunter2', nested: [{ apiKey: 'hun"ter2' }] },
          headers: { authorization: 'Bearer hunter2' },
          error: new Error('cannot reach postgres://papertape:hunter2@127.0.0.1:5433/papertape'),
        },
        'config',
      ),
    )
    expect(JSON.stringify(line)).not.toMatch(/hun.*ter2/)
    expect(line).toMatchObject({ config: { PAPERTAPE_ADMIN_TOKEN: '[redacted]' } })
  })
})

describe('redaction', () => {
  it('leaves alone what only looks like a secret', () => {
    const line = '{"bot_token":"alpha","url":"http://127.0.0.1:8080/a@b","note":"the token is kept"}'
    expect(redacted(line)).toBe(line)
  })
})
