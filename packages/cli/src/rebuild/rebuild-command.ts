import { parseArgs } from 'node:util'
import { type Command, OperatorError, UsageError } from '../command.ts'
import { findStack } from '../stack-file.ts'
import { dataDirOf, stackOptions } from '../stack-options.ts'
import { REBUILDABLE, type Rebuildable, rebuild } from './rebuild.ts'

/** The running system: the stack of the data directory, or servers named by the environment (as under Docker). */
const targetOf = (dataDir: string): { natsUrl: string; databaseUrl: string } => {
  const stack = findStack(dataDir)
  if (stack !== undefined) return { natsUrl: stack.nats_url, databaseUrl: stack.database_url }
  const natsUrl = process.env['NATS_URL']
  const databaseUrl = process.env['DATABASE_URL']
  if (!natsUrl || !databaseUrl) {
    throw new OperatorError(
      `no system runs on ${dataDir}; start one with ./papertape up, or set NATS_URL and DATABASE_URL`,
    )
  }
  return { natsUrl, databaseUrl }
}

const nameOf = (text: string | undefined): Rebuildable | undefined => {
  if (text === undefined) return undefined
  const name = REBUILDABLE.find((known) => known === text)
  if (name === undefined) throw new UsageError(`there is no ${JSON.stringify(text)}, only ${REBUILDABLE.join(' and ')}`)
  return name
}

const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...stackOptions, verify: { type: 'boolean' }, json: { type: 'boolean' } },
  })
  if (positionals.length > 1) throw new UsageError('rebuild takes one NAME at most')
  const name = nameOf(positionals[0])
  const verify = values.verify === true
  if (verify && name === 'alarm-evaluator') {
    throw new UsageError('alarm-evaluator keeps no rows that anybody reads, so there is nothing to compare')
  }
  const target = targetOf(dataDirOf(values))
  const stopping = new AbortController()
  const stop = () => stopping.abort(new OperatorError('stopped; the live projection is as it was'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await rebuild({
      ...target,
      ...(name !== undefined && { name }),
      verify,
      json: values.json === true,
      signal: stopping.signal,
    })
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** `./papertape rebuild`: PostgreSQL's tables grown again from the ledger. */
export const rebuildCommand: Command = {
  help: `Usage: ./papertape rebuild [NAME] [--verify] [--json]

Builds from the ledger's first event what grows back from it, beside what is live, and swaps it in; the system may run on
meanwhile. With --verify, compares row by row what is live with what would be built, changes nothing, and ends with exit
code 1 on any difference.

  NAME             projection (the tables that every page and route reads) or alarm-evaluator (its saved fold);
                   default both
  --verify         compare the projection and change nothing
  --data-dir DIR   of the system (.papertape/data; PAPERTAPE_DATA_DIR)
  --json           one JSON document on stdout

Without a stack on this machine, NATS_URL and DATABASE_URL name the servers.`,
  run,
}
