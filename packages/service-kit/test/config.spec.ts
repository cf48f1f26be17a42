import { baseConfig, ConfigError, loadConfig, port } from '@papertape/service-kit'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const schema = z.object({ ...baseConfig, PAPERTAPE_PORT: port.default(8080) })

const faultOf = (env: Record<string, string>): string => {
  try {
    loadConfig(schema, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('a configuration', () => {
  it('has a default for everything a loopback system needs', () => {
    expect(loadConfig(schema, {})).toEqual({
      NATS_URL: 'nats://127.0.0.1:4222',
      DATABASE_URL: 'postgres://papertape:papertape@127.0.0.1:5433/papertape',
      PAPERTAPE_HEALTH_HOST: '127.0.0.1',
      PAPERTAPE_HEALTH_PORT: 0,
      PAPERTAPE_LOG_LEVEL: 'info',
      PAPERTAPE_PARTITIONS: 8,
      PAPERTAPE_PORT: 8080,
    })
  })

  it('takes an empty variable as unset', () => {
    expect(loadConfig(schema, { PAPERTAPE_PORT: '', PAPERTAPE_PARTITIONS: '3' })).toMatchObject({
      PAPERTAPE_PORT: 8080,
      PAPERTAPE_PARTITIONS: 3,
    })
  })

  it('names every bad variable at once, and none of their values', () => {
    const fault = faultOf({
      PAPERTAPE_PORT: 'eighty',
      PAPERTAPE_PARTITIONS: '0',
      PAPERTAPE_LOG_LEVEL: 'loud',
      PAPERTAPE_PROT: '80',
    })
    for (const name of ['PAPERTAPE_PORT', 'PAPERTAPE_PARTITIONS', 'PAPERTAPE_LOG_LEVEL', 'PAPERTAPE_PROT']) {
      expect(fault).toContain(name)
    }
    expect(fault).not.toContain('eighty')
    expect(fault.split('\n')).toHaveLength(5)
  })

  it('knows the variables of the other processes', () => {
    expect(faultOf({ PAPERTAPE_ADMIN_TOKEN: 'x', PAPERTAPE_HOST: '::1' })).toBe('')
  })
})
