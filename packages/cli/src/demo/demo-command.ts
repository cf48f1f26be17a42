import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { readStackOptions, stackOptions, stackOptionsHelp } from '../stack-options.ts'
import { runUntilSignal } from '../up/run-until-signal.ts'
import { feedDemo } from './feed-demo.ts'

/** `./papertape demo`: the whole system with demo bots on recorded prices. */
export const demoCommand: Command = {
  help: `Usage: ./papertape demo [options]

Runs the whole system like ./papertape up, and feeds it until Ctrl-C: recorded BTCUSDT trades at their own pace, forward and
then backward, under the venue "demo", and three demo bots whose signals are invented from these prices alone. Everything
of them is marked as a demo.

${stackOptionsHelp}`,
  async run(args) {
    const { values } = parseArgs({ args, options: stackOptions })
    return runUntilSignal(readStackOptions(values), feedDemo)
  },
}
