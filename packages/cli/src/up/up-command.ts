import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { readStackOptions, stackOptions, stackOptionsHelp } from '../stack-options.ts'
import { runUntilSignal } from './run-until-signal.ts'

export const upCommand: Command = {
  help: `Usage: ./papertape up [options]

Runs the whole system until Ctrl-C: nats-server and PostgreSQL, unless NATS_URL or DATABASE_URL name running ones, and the
five services as separate processes. Prints the dashboard's address once everything is ready.

${stackOptionsHelp}

PostgreSQL listens on 127.0.0.1 only, and so does nats-server unless --nats-host says otherwise. On 127.0.0.1 whoever connects
to nats-server without a password is one of the services; PAPERTAPE_NATS_AUTH=required refuses them (docs/integrators.md).
All other ports are chosen by the system.`,
  async run(args) {
    const { values } = parseArgs({ args, options: stackOptions })
    return runUntilSignal(readStackOptions(values), async () => {})
  },
}
