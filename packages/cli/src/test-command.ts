import { parseArgs } from 'node:util'
import { installChromium } from './chromium.ts'
import { type Command, UsageError } from './command.ts'
import { runTests, type TestRun } from './testing/run-tests.ts'

/** The projects of `vitest.config.ts`, quickest first. */
const kinds = ['unit', 'int', 'e2e', 'fault'] as const
type Kind = (typeof kinds)[number]

/** Some times what they take on two cores. Tests have limits of their own; this one is for a run that does not end at all. */
const minutesMax: Record<Kind, number> = { unit: 10, int: 30, e2e: 20, fault: 20 }

export const testCommand: Command = {
  help: `Usage: ./papertape test [unit] [int] [e2e] [fault]

Runs every test, or those of the kinds named, against real servers: containers where Docker answers, else child processes
(PAPERTAPE_TEST_SERVERS=docker or embedded decides it). A kind that takes far too long is stopped, which counts as one
failure. Ends with a line "N passed, N failed".`,
  async run(args) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const unknown = positionals.find((kind) => !kinds.some((known) => known === kind))
    if (unknown !== undefined) throw new UsageError(`there are no tests of the kind ${unknown}`)
    const wanted = kinds.filter((kind) => positionals.length === 0 || positionals.includes(kind))

    if (wanted.includes('e2e')) {
      const why = await installChromium((line) => console.error(`papertape: ${line}`))
      if (why !== undefined) console.error(`papertape: the browser tests need Chromium, which is not here; ${why}`)
    }
    const total = { passed: 0, failed: 0 }
    for (const kind of wanted) {
      const { passed, failed } = await runKind(kind)
      total.passed += passed
      total.failed += failed
    }
    console.log(`${total.passed} passed, ${total.failed} failed`)
    return total.failed === 0 ? 0 : 1
  },
}

/** What a line of output says of a run that was stopped. */
const describeStop = (kind: Kind, stopped: NonNullable<TestRun['stopped']>): string => {
  const files = stopped.map(({ file, tests }) => [file, ...tests.map((test) => `“${test}”`)].join(' '))
  const what = files.length === 0 ? 'all of its files had ended' : `not ended: ${files.join('; ')}`
  return `papertape: the ${kind} tests were stopped after ${minutesMax[kind]} minutes, which counts as one failure; ${what}`
}

/** Runs one project of vitest. */
const runKind = async (kind: Kind): Promise<TestRun> => {
  const run = await runTests(['--project', kind], AbortSignal.timeout(minutesMax[kind] * 60_000))
  if (run.stopped !== null) console.error(describeStop(kind, run.stopped))
  return run
}
