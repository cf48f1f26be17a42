import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { OperatorError } from '../command.ts'
import { findStack } from '../stack-file.ts'
import { readStackOptions, type stackOptions } from '../stack-options.ts'

/** Where integrators are written down, and who is to hear of it. */
export type Place = {
  /** Holds nats-server's configuration. */
  dir: string
  /** Where the integrator connects, as far as this machine knows; `null` for somebody else's server. */
  url: string | null
  /** The embedded server that runs now; `null` when the list is read at its next start, or by another server. */
  pid: number | null
}

type Values = { [name in keyof typeof stackOptions]?: string | undefined } & { 'nats-dir'?: string | undefined }

/** The embedded server of a data directory, or the folder of another server's configuration, as under Docker. */
export const placeOf = (values: Values): Place => {
  const natsDir = values['nats-dir']
  if (natsDir !== undefined) {
    if (!existsSync(natsDir)) throw new OperatorError(`there is no folder ${natsDir}`)
    return { dir: resolve(natsDir), url: null, pid: null }
  }
  const { dataDir, natsHost, natsPort } = readStackOptions(values)
  const dir = join(dataDir, 'nats')
  const stack = findStack(dataDir)
  const server = stack?.servers.find(({ name }) => name === 'nats-server')
  if (stack !== undefined && server === undefined) {
    throw new OperatorError(
      `the system on ${dataDir} uses the nats-server that NATS_URL names; --nats-dir names the folder of its configuration`,
    )
  }
  if (!existsSync(dir)) throw new OperatorError(`there is no ${dir}: no system was ever started with that --data-dir`)
  const address = stack === undefined ? `${natsHost}:${natsPort}` : new URL(stack.nats_url).host
  return { dir, url: `nats://${address}`, pid: server?.pid ?? null }
}
