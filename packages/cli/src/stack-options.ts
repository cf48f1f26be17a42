import { join, resolve } from 'node:path'
import { homeDir } from '@papertape/embedded'
import { UsageError } from './command.ts'

/** Options that several commands share, for `parseArgs`. */
export const stackOptions = {
  'data-dir': { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  'nats-host': { type: 'string' },
  'nats-port': { type: 'string' },
  'pg-port': { type: 'string' },
} as const

export const stackOptionsHelp = `  --data-dir DIR     where everything is kept (.papertape/data; PAPERTAPE_DATA_DIR)
  --host ADDRESS     where the gateway listens (127.0.0.1; PAPERTAPE_HOST)
  --port PORT        of the gateway and the dashboard (8080; PAPERTAPE_PORT)
  --nats-host ADDRESS  where the embedded nats-server listens (127.0.0.1; PAPERTAPE_NATS_HOST); elsewhere it always asks
                     for a password
  --nats-port PORT   of the embedded nats-server (4222; PAPERTAPE_NATS_PORT)
  --pg-port PORT     of the embedded PostgreSQL (5433; PAPERTAPE_PG_PORT)`

/** Where a stack keeps its data and listens. */
export type StackOptions = {
  dataDir: string
  host: string
  port: number
  natsHost: string
  natsPort: number
  /** Whether who connects to nats-server on loopback without a password is refused. */
  natsPasswords: 'on request' | 'required'
  pgPort: number
}

type Values = { [name in keyof typeof stackOptions]?: string | undefined }

/** A flag wins over its environment variable, that over the default; an empty variable counts as absent. */
export const readStackOptions = (values: Values, env: NodeJS.ProcessEnv = process.env): StackOptions => ({
  dataDir: dataDirOf(values, env),
  host: values.host ?? (env['PAPERTAPE_HOST'] || '127.0.0.1'),
  port: portOf('port', 'PAPERTAPE_PORT', 8080, values, env),
  natsHost: values['nats-host'] ?? (env['PAPERTAPE_NATS_HOST'] || '127.0.0.1'),
  natsPasswords: passwordsOf(env['PAPERTAPE_NATS_AUTH']),
  natsPort: portOf('nats-port', 'PAPERTAPE_NATS_PORT', 4222, values, env),
  pgPort: portOf('pg-port', 'PAPERTAPE_PG_PORT', 5433, values, env),
})

export const dataDirOf = (values: Pick<Values, 'data-dir'>, env: NodeJS.ProcessEnv = process.env): string =>
  resolve(values['data-dir'] ?? (env['PAPERTAPE_DATA_DIR'] || join(homeDir, 'data')))

const passwordsOf = (text: string | undefined): StackOptions['natsPasswords'] => {
  if (text === undefined || text === '' || text === 'loopback') return 'on request'
  if (text === 'required') return 'required'
  throw new UsageError(`PAPERTAPE_NATS_AUTH is ${JSON.stringify(text)}, but must be loopback or required`)
}

const portOf = (
  flag: 'port' | 'nats-port' | 'pg-port',
  variable: string,
  otherwise: number,
  values: Values,
  env: NodeJS.ProcessEnv,
): number => {
  const text = values[flag] ?? env[variable]
  if (text === undefined || text === '') return otherwise
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port
  const where = values[flag] === undefined ? variable : `--${flag}`
  throw new UsageError(`${where} is ${JSON.stringify(text)}, but must be a port from 1 to 65535`)
}
