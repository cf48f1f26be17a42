import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { installChromium } from './chromium.ts'
import { type Command, UsageError } from './command.ts'

/** The projects of `vitest.config.ts`, quickest first. */
const kinds = ['unit', 'int', 'e2e', 'fault'] as const

const root = fileURLToPath(new URL('../../..', import.meta.url))

export const testCommand: Command = {
  help: `Usage: ./papertape test [unit] [int] [e2e] [fault]

Runs every test, or those of the kinds named, against real servers: containers where Docker answers, else child processes
(PAPERTAPE_TEST_SERVERS=docker or embedded decides it). Ends with a line "N passed, N failed".`,
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

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/** Runs one project of vitest with its usual output. A run that breaks down without saying so counts as one failure. */
const runKind = async (kind: string): Promise<{ passed: number; failed: number }> => {
  const dir = await mkdtemp(join(tmpdir(), 'papertape-report-'))
  const report = join(dir, 'report.json')
  try {
    const code = await vitest([
      'run',
      '--project',
      kind,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ])
    const text = await readFile(report, 'utf8').catch(() => undefined)
    if (text === undefined) return { passed: 0, failed: code === 0 ? 0 : 1 }
    const { numPassedTests, numFailedTests, testResults } = reportSchema.parse(JSON.parse(text))
    // A file that cannot even be loaded has no tests to fail.
    const brokenFiles = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    )
    const failed = numFailedTests + brokenFiles.length
    return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const vitest = (args: string[]): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const main = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const child = spawn(process.execPath, [main, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    const pass = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGTERM', pass)
    child.once('error', reject)
    child.once('close', (code) => {
      process.off('SIGTERM', pass)
      resolve(code)
    })
  })
