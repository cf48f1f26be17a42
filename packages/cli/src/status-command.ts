import { parseArgs } from 'node:util'
import { processExists } from '@papertape/embedded'
import type { Command } from './command.ts'
import { askHealth, type Health, healthUrlOf } from './health.ts'
import { findStack, type Stack } from './stack-file.ts'
import { dataDirOf, stackOptions } from './stack-options.ts'

export const statusCommand: Command = {
  help: `Usage: ./papertape status [--data-dir DIR] [--json]

Tells how the system that runs on a data directory is: its servers, each service, and the gateway's view of the whole.
Exit code 0 when all is well, 1 when something is not, or nothing runs there.

  --data-dir DIR   of the system (.papertape/data; PAPERTAPE_DATA_DIR)
  --json           one JSON document instead of a table

The other common options are taken too, and say nothing here.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { ...stackOptions, json: { type: 'boolean' } } })
    const dataDir = dataDirOf(values)
    const stack = findStack(dataDir)
    const status = stack === undefined ? notRunning(dataDir) : await statusOf(stack)
    console.log(values.json === true ? JSON.stringify(status, null, 2) : table(status))
    return status.ok ? 0 : 1
  },
}

type Part = { name: string; ok: boolean; pid: number; port: number | null; restarts?: number; health?: unknown }

type Status = {
  ok: boolean
  running: boolean
  data_dir: string
  dashboard_url?: string
  started_at?: string
  servers?: Part[]
  services?: Part[]
  /** The gateway's own answer about the whole. */
  system?: Health
}

const notRunning = (dataDir: string): Status => ({ ok: false, running: false, data_dir: dataDir })

const statusOf = async (stack: Stack): Promise<Status> => {
  const [system, ...services] = await Promise.all([
    askHealth(`${stack.gateway_url}/api/health`),
    ...stack.services.map(async ({ name, pid, health_port: port, restarts }): Promise<Part> => {
      const health = port === null ? { ok: false, body: 'starting' } : await askHealth(healthUrlOf(port))
      return { name, ok: health.ok, pid, port, restarts, health: health.body }
    }),
  ])
  const servers = stack.servers.map(({ name, pid, port }): Part => ({ name, ok: processExists(pid), pid, port }))
  return {
    ok: system.ok && [...servers, ...services].every((part) => part.ok),
    running: true,
    data_dir: stack.data_dir,
    dashboard_url: `${stack.gateway_url}/bot-performance`,
    started_at: stack.started_at,
    servers,
    services,
    system,
  }
}

const table = (status: Status): string => {
  if (!status.running) return `nothing runs on ${status.data_dir}`
  const row = (name: string, state: string, rest: string) => `${name.padEnd(16)} ${state.padEnd(8)} ${rest}`.trimEnd()
  const partRow = ({ name, ok, pid, port, restarts = 0, health }: Part) =>
    row(
      name,
      ok ? 'ok' : 'FAILING',
      [
        `process ${pid}`,
        port === null ? '' : `port ${port}`,
        restarts === 0 ? '' : `started again ${restarts} times`,
        ok ? '' : failingText(health),
      ]
        .filter((text) => text !== '')
        .join(', '),
    )
  return [
    ...(status.servers ?? []).map(partRow),
    ...(status.services ?? []).map(partRow),
    row(
      'system',
      status.system?.ok === true ? 'ok' : 'FAILING',
      status.system?.ok === true ? '' : failingText(status.system?.body),
    ),
    '',
    `Data       ${status.data_dir}`,
    `Running    since ${status.started_at}`,
    `Dashboard  ${status.dashboard_url}`,
  ].join('\n')
}

/** What a health answer names as failing, in a few words. */
const failingText = (body: unknown): string => {
  if (typeof body === 'string') return body
  if (typeof body !== 'object' || body === null) return 'not running'
  if ('failing' in body && Array.isArray(body.failing)) return `failing: ${body.failing.join(', ')}`
  if ('error' in body) return String(body.error)
  return JSON.stringify(body).slice(0, 160)
}
