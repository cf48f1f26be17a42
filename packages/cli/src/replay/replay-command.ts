import { parseArgs } from 'node:util'
import { connectTape } from '@papertape/tape'
import { type Command, OperatorError, UsageError } from '../command.ts'
import { gatewayClient } from '../gateway-client.ts'
import { registerBots } from '../register-bots.ts'
import { findStack } from '../stack-file.ts'
import { readStackOptions, stackOptions, stackOptionsHelp } from '../stack-options.ts'
import { untilProjected } from './caught-up.ts'
import { pushRun } from './push-run.ts'
import { readBotFile, registeredBots } from './replay-bots.ts'
import { inspectReplayFile, runOf } from './replay-file.ts'
import { replayProgress } from './replay-progress.ts'
import { describeSummary, summarise } from './replay-summary.ts'

/** Payload seconds per second of the wall clock; `null` for as fast as it goes. */
export const readSpeed = (text: string): number | null => {
  if (text === 'max') return null
  const factor = Number(/^(\d+(?:\.\d+)?)x$/.exec(text)?.[1])
  if (!(factor > 0))
    throw new UsageError(`--speed is ${JSON.stringify(text)}, but must be max or a factor such as 1x or 60x`)
  return factor
}

/** The running system: the stack of the data directory, or servers named by the environment (as under Docker). */
const targetOf = (values: Parameters<typeof readStackOptions>[0]) => {
  const options = readStackOptions(values)
  const stack = findStack(options.dataDir)
  if (stack !== undefined) return { natsUrl: stack.nats_url, gatewayUrl: stack.gateway_url, token: stack.admin_token }
  const natsUrl = process.env['NATS_URL']
  if (!natsUrl)
    throw new OperatorError(`no system runs on ${options.dataDir}; start one with ./papertape up, or set NATS_URL`)
  return {
    natsUrl,
    gatewayUrl: `http://${options.host}:${options.port}`,
    token: process.env['PAPERTAPE_ADMIN_TOKEN'] ?? null,
  }
}

const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...stackOptions,
      bot: { type: 'string' },
      speed: { type: 'string', default: 'max' },
      json: { type: 'boolean' },
    },
  })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('replay takes exactly one FILE.jsonl')
  const speed = readSpeed(values.speed)
  const bots = values.bot === undefined ? [] : await readBotFile(values.bot)
  const file = await inspectReplayFile(path)
  const target = targetOf(values)
  const gateway = gatewayClient(target.gatewayUrl, target.token)
  await registerBots(gateway, bots)

  const stopping = new AbortController()
  const stop = () => stopping.abort(new OperatorError('stopped; the same command goes on from here'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const startMs = performance.now()
  const progress = replayProgress(file.lines)
  try {
    await using tape = await connectTape({ servers: target.natsUrl, name: 'replay', signal: stopping.signal })
    const { lastSeq } = await tape.streamState('LEDGER')
    const registered = await registeredBots(gateway, file.botIds, { run: runOf(file), seq: lastSeq })
    const report = await pushRun({
      tape,
      natsUrl: target.natsUrl,
      file,
      run: runOf(file),
      registered,
      speed,
      signal: stopping.signal,
      onLine: progress.line,
      onWait: progress.say,
    })
    progress.say('pushed; waiting for the projections')
    await untilProjected(tape, target.gatewayUrl, stopping.signal)
    const elapsedMs = performance.now() - startMs
    const summary = await summarise({ gateway, file, run: runOf(file), registered, report, elapsedMs })
    process.stdout.write(`${values.json === true ? JSON.stringify(summary) : describeSummary(summary)}\n`)
    return 0
  } finally {
    progress.end()
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** `./papertape replay`: recorded signals and prices through the running system. */
export const replayCommand: Command = {
  help: `Usage: ./papertape replay FILE.jsonl [--bot FILE.json] [--speed max|1x|60x] [--json]

Pushes recorded signals and prices through the running system, waits until everything downstream has caught up and prints
a summary. The same file again resumes where it stopped, or does nothing.

  --bot FILE.json    registers these bots first: one object or an array, mode replay
  --speed SPEED      max (default), or a factor of the recorded pace such as 1x or 60x
  --json             one JSON document on stdout
${stackOptionsHelp}

Without a stack on this machine, NATS_URL and PAPERTAPE_ADMIN_TOKEN name the system.`,
  run,
}
