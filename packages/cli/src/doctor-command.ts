import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  accountForServer,
  homeDir,
  installedNatsServer,
  natsVersionMin,
  portIsFree,
  postgresBinaries,
} from '@papertape/embedded'
import { findChromium } from './chromium.ts'
import type { Command } from './command.ts'
import { findStack } from './stack-file.ts'
import { readStackOptions, type StackOptions, stackOptions, stackOptionsHelp } from './stack-options.ts'

export const doctorCommand: Command = {
  help: `Usage: ./papertape doctor [options]

Checks what the system needs on this machine and says what to do about what is missing. Changes nothing.
Exit code 1 when something is missing without which \`up\` does not work.

${stackOptionsHelp}
  --json             one JSON document instead of lines`,
  async run(args) {
    const { values } = parseArgs({ args, options: { ...stackOptions, json: { type: 'boolean' } } })
    const findings = await examine(readStackOptions(values))
    const ok = findings.every(({ state }) => state !== 'missing')
    if (values.json === true) console.log(JSON.stringify({ ok, checks: findings }, null, 2))
    else for (const { state, check, detail } of findings) console.log(`${signs[state]} ${check.padEnd(13)} ${detail}`)
    return ok ? 0 : 1
  },
}

type Finding = {
  check: string
  /** `missing` stops `up`; `note` is worth knowing. */
  state: 'ok' | 'note' | 'missing'
  /** What there is, or what to do. */
  detail: string
}

const signs = { ok: 'ok     ', note: 'note   ', missing: 'MISSING' }

const root = fileURLToPath(new URL('../../..', import.meta.url))
const freeBytesMin = 1024 ** 3

const examine = async (options: StackOptions): Promise<Finding[]> => [
  nodeFinding(),
  existing('pnpm', join(homeDir, 'pnpm', 'node_modules', '.bin', 'pnpm'), 'run ./papertape once with a network'),
  existing('packages', join(root, 'node_modules', '.pnpm'), 'run ./papertape once with a network'),
  await natsFinding(),
  postgresFinding(),
  ...(await portFindings(options)),
  ...dataDirFindings(options.dataDir),
  chromiumFinding(),
]

const nodeFinding = (): Finding => {
  const recent = Number(process.versions.node.split('.')[0]) >= 26
  const detail = `${process.version} (${process.execPath})`
  return {
    check: 'node',
    state: recent ? 'ok' : 'missing',
    detail: recent ? detail : `${detail} is older than 26; use ./papertape`,
  }
}

const existing = (check: string, path: string, whatToDo: string): Finding =>
  existsSync(path)
    ? { check, state: 'ok', detail: path }
    : { check, state: 'missing', detail: `${path} is not there; ${whatToDo}` }

const natsFinding = async (): Promise<Finding> => {
  const check = 'nats-server'
  if (process.env['NATS_URL']) return { check, state: 'ok', detail: 'NATS_URL names one' }
  const found = await installedNatsServer()
  if (found !== undefined) return { check, state: 'ok', detail: `${found.version} (${found.path})` }
  if (existsSync('/usr/bin/apt-get')) {
    return {
      check,
      state: 'note',
      detail: `none >= ${natsVersionMin} yet; \`up\` takes one out of the distribution's newer packages`,
    }
  }
  return { check, state: 'missing', detail: `put nats-server >= ${natsVersionMin} on PATH, or set NATS_URL` }
}

const postgresFinding = (): Finding => {
  const check = 'postgres'
  if (process.env['DATABASE_URL']) return { check, state: 'ok', detail: 'DATABASE_URL names one' }
  try {
    const account = accountForServer()
    const { version, postgres } = postgresBinaries()
    return {
      check,
      state: 'ok',
      detail: `${version} (${postgres})${account === undefined ? '' : `, to run as ${account.name}`}`,
    }
  } catch (error) {
    return { check, state: 'missing', detail: (error as Error).message }
  }
}

const portFindings = async ({ dataDir, host, port, natsHost, natsPort, pgPort }: StackOptions): Promise<Finding[]> => {
  const stack = findStack(dataDir)
  if (stack !== undefined) {
    return [
      { check: 'ports', state: 'ok', detail: `in use by the system that runs on ${dataDir} (process ${stack.pid})` },
    ]
  }
  const wanted = [
    { flag: '--port', address: host, number: port },
    ...(process.env['NATS_URL'] ? [] : [{ flag: '--nats-port', address: natsHost, number: natsPort }]),
    ...(process.env['DATABASE_URL'] ? [] : [{ flag: '--pg-port', address: '127.0.0.1', number: pgPort }]),
  ]
  return Promise.all(
    wanted.map(async ({ flag, address, number }): Promise<Finding> => {
      const free = await portIsFree(address, number)
      const detail = free ? `${number} is free` : `${number} on ${address} is taken; choose another with ${flag}`
      return { check: flag.slice(2), state: free ? 'ok' : 'missing', detail }
    }),
  )
}

const dataDirFindings = (dataDir: string): Finding[] => {
  let nearest = dataDir
  while (!existsSync(nearest)) nearest = dirname(nearest)
  try {
    accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return [{ check: 'data dir', state: 'missing', detail: `${nearest} is not writable; name another with --data-dir` }]
  }
  const { bavail, bsize } = statfsSync(nearest)
  const free = bavail * bsize
  const text = `${(free / 1024 ** 3).toFixed(1)} GiB free`
  return [
    { check: 'data dir', state: 'ok', detail: `${dataDir}${nearest === dataDir ? '' : ' (not made yet)'}` },
    free < freeBytesMin
      ? { check: 'disk', state: 'missing', detail: `${text}; make room for at least 1 GiB, or name another --data-dir` }
      : { check: 'disk', state: 'ok', detail: text },
  ]
}

const chromiumFinding = (): Finding => {
  const chromium = findChromium()
  return chromium === undefined
    ? { check: 'chromium', state: 'note', detail: 'only for the browser tests: apt-get install chromium' }
    : { check: 'chromium', state: 'ok', detail: chromium }
}
