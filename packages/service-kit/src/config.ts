import { z } from 'zod'
import { ConfigError } from './errors.ts'
import { knownVariables } from './known-variables.ts'

/** A TCP port as text or number; 0 lets the system choose. */
export const port = z.coerce.number().int().min(0).max(65535)

/** What every service reads from its environment; spread it into the service's own schema. */
export const baseConfig = {
  NATS_URL: z.string().min(1).default('nats://127.0.0.1:4222').describe('nats-server, or several, comma-separated'),
  DATABASE_URL: z.string().min(1).default('postgres://papertape:papertape@127.0.0.1:5433/papertape'),
  PAPERTAPE_HEALTH_HOST: z.string().min(1).default('127.0.0.1').describe('Where health and metrics are served'),
  PAPERTAPE_HEALTH_PORT: port.default(0).describe('0 = the system chooses'),
  PAPERTAPE_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  PAPERTAPE_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1024)
    .default(8)
    .describe('Used once, when the ledger is created; read from the ledger ever after'),
  PAPERTAPE_INSTANCE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1–64 characters of A–Z a–z 0–9 _ -')
    .optional()
    .describe('Name of this process among its like; default made from host and process id'),
}

const seconds = z.coerce.number().int().min(1).max(31_536_000)

/** How often figures are told and reports are stored: for those who do it, and those who say it. */
export const reportingConfig = {
  PAPERTAPE_REPORT_INTERVAL: seconds
    .default(3600)
    .describe('Seconds between reports, by the ledger’s clock, which ticks once a minute'),
  PAPERTAPE_UPDATE_INTERVAL: seconds.default(60).describe('Seconds between pushed updates, by the same clock'),
}

/**
 * Reads a service's configuration. An empty variable counts as unset, as compose files write it. Throws a
 * {@link ConfigError} whose message lists every bad variable by name, unknown `PAPERTAPE_…` names included.
 *
 * ```ts
 * const config = loadConfig(z.object({ ...baseConfig, PAPERTAPE_PORT: port.default(8080) }))
 * ```
 */
export const loadConfig = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Record<string, string | undefined> = process.env,
): z.output<z.ZodObject<Shape>> => {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const known = new Set([...knownVariables, ...Object.keys(schema.shape)])
  const faults = Object.keys(set)
    .filter((name) => name.startsWith('PAPERTAPE_') && !known.has(name))
    .map((name) => `${name} is not a variable of Papertape`)
  const parsed = schema.safeParse(set)
  for (const issue of parsed.error?.issues ?? []) {
    // The value stays out of the message: it may be a secret.
    faults.push(`${issue.path.join('.')}: ${issue.message}`)
  }
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(`the configuration is wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  }
  return parsed.data
}
