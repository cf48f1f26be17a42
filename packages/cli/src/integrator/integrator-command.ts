import { parseArgs } from 'node:util'
import { asksForPasswords, readIntegrators } from '@papertape/embedded'
import { type Command, OperatorError, UsageError } from '../command.ts'
import { stackOptions, stackOptionsHelp } from '../stack-options.ts'
import { addIntegrator, readBots } from './add.ts'
import { changeAt } from './change.ts'
import { describeCredentials, describeIntegrators } from './describe.ts'
import { type Place, placeOf } from './place.ts'

type Values = { bots?: string | undefined; json?: boolean | undefined }

/** Prints the one document of `--json`, or lines for people. */
const print = ({ json }: Values, document: object, lines: string): void => {
  console.log(json === true ? JSON.stringify({ ok: true, ...document }) : lines)
}

const add = async (place: Place, name: string, values: Values): Promise<void> => {
  const credentials = await addIntegrator(place, name, readBots(values.bots))
  print(values, { ...credentials, active: place.pid !== null }, describeCredentials(credentials))
  tellWhatRemains(place)
  if (place.url !== null && !(await asksForPasswords(place.dir))) {
    console.error(
      'papertape: nats-server takes whoever connects on loopback without a password for one of the services. Before you let ' +
        'others reach its port, by a tunnel or a proxy too, start with PAPERTAPE_NATS_AUTH=required',
    )
  }
}

const remove = async (place: Place, name: string, values: Values): Promise<void> => {
  await changeAt(place, (integrators) => {
    const rest = integrators.filter((one) => one.name !== name)
    if (rest.length === integrators.length) throw new OperatorError(`there is no integrator ${name}`)
    return rest
  })
  print(values, { name, active: place.pid !== null }, `removed ${name}${place.pid === null ? '' : '; it is cut off'}`)
  tellWhatRemains(place)
}

const list = async ({ dir }: Place, values: Values): Promise<void> => {
  const integrators = (await readIntegrators(dir)).map(({ name, bots, created_at }) => ({ name, bots, created_at }))
  print(values, { integrators }, describeIntegrators(integrators))
}

const tellWhatRemains = ({ url, pid }: Place): void => {
  if (pid !== null) return
  console.error(
    url === null
      ? 'papertape: let nats-server take it up, with two SIGHUPs a second apart: docker compose kill -s HUP nats'
      : 'papertape: nothing runs there now; it counts from the next start on',
  )
}

const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...stackOptions,
      bots: { type: 'string' },
      'nats-dir': { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const [action, name, ...more] = positionals
  if (action === 'list' && name === undefined) {
    await list(placeOf(values), values)
    return 0
  }
  if ((action !== 'add' && action !== 'remove') || name === undefined || more.length > 0) {
    throw new UsageError('integrator takes add NAME --bots a,b, or remove NAME, or list')
  }
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
    throw new UsageError(`${JSON.stringify(name)} is no name: 1 to 64 letters, digits, _ and -`)
  }
  await (action === 'add' ? add : remove)(placeOf(values), name, values)
  return 0
}

/** `./papertape integrator`: who may publish signals over NATS from outside. */
export const integratorCommand: Command = {
  help: `Usage: ./papertape integrator add NAME --bots a,b [--json]
       ./papertape integrator list [--json]
       ./papertape integrator remove NAME [--json]

Gives somebody outside an account of its own at nats-server: it may publish signals.<bot> of its bots and hear their facts on
ledger.*.<bot>.>, and nothing else. \`add\` shows the password, this once; only a hash of it is kept. \`remove\` cuts it off.
A running system is not disturbed. docs/integrators.md says how they connect.

  --bots a,b         the bots of the integrator; a bot belongs to one
  --nats-dir DIR     the folder of another nats-server's configuration, as deploy/nats under Docker
  --json             one JSON document on stdout
${stackOptionsHelp}`,
  run,
}
