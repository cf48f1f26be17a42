import { describe, expect, it } from 'vitest'
import { UsageError } from '../src/command.ts'
import { readStackOptions } from '../src/stack-options.ts'

describe('the options of a stack', () => {
  it('have the defaults of the contract', () => {
    expect(readStackOptions({}, {})).toMatchObject({ host: '127.0.0.1', port: 8080, natsPort: 4222, pgPort: 5433 })
    expect(readStackOptions({}, {}).dataDir).toMatch(/\/\.papertape\/data$/)
  })

  it('come from the environment, where empty is absent, and flags win', () => {
    const env = { PAPERTAPE_PORT: '9000', PAPERTAPE_NATS_PORT: '', PAPERTAPE_HOST: '0.0.0.0', PAPERTAPE_DATA_DIR: '/d' }
    expect(readStackOptions({ 'pg-port': '6000' }, env)).toEqual({
      dataDir: '/d',
      host: '0.0.0.0',
      port: 9000,
      natsHost: '127.0.0.1',
      natsPasswords: 'on request',
      natsPort: 4222,
      pgPort: 6000,
    })
    expect(readStackOptions({ port: '1' }, env).port).toBe(1)
  })

  it('let nats-server listen and ask for passwords as told', () => {
    const env = { PAPERTAPE_NATS_HOST: '0.0.0.0', PAPERTAPE_NATS_AUTH: 'required' }
    expect(readStackOptions({}, env)).toMatchObject({ natsHost: '0.0.0.0', natsPasswords: 'required' })
    expect(readStackOptions({ 'nats-host': '10.0.0.1' }, { ...env, PAPERTAPE_NATS_AUTH: 'loopback' })).toMatchObject({
      natsHost: '10.0.0.1',
      natsPasswords: 'on request',
    })
    expect(() => readStackOptions({}, { PAPERTAPE_NATS_AUTH: 'off' })).toThrow('must be loopback or required')
  })

  it.each(['0', '65536', '-1', '80a', '1e3', ' 80', '8080.5'])('refuse the port %j by its flag', (port) => {
    expect(() => readStackOptions({ port }, {})).toThrow(UsageError)
    expect(() => readStackOptions({ port }, {})).toThrow('--port is')
    expect(() => readStackOptions({}, { PAPERTAPE_PG_PORT: port })).toThrow('PAPERTAPE_PG_PORT is')
  })
})
