import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// A checker that looks at nothing finds nothing wrong. Here the rules of
// .dependency-cruiser.cjs are broken on purpose.

const root = join(import.meta.dirname, '../../..')

type Violation = { rule: { name: string }; from: string; to: string }
type Summary = { totalCruised: number; violations: Violation[] }

const cruise = (cwd: string, folders: string[]): Promise<Summary> =>
  new Promise((resolve, reject) => {
    const main = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
    const args = [main, ...folders, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json']
    execFile(process.execPath, args, { cwd, maxBuffer: 2 ** 28 }, (_error, stdout, stderr) => {
      if (stdout === '') return reject(new Error(stderr))
      resolve((JSON.parse(stdout) as { summary: Summary }).summary)
    })
  })

/** A module that must not import what it imports, by the rule that forbids it. */
const planted: [rule: string, module: string, imports: string][] = [
  ['pure-stays-pure', 'packages/money/src/reads-files.ts', 'node:fs'],
  ['pure-stays-pure', 'packages/metrics/src/uses-tape.ts', '../../tape/src/fine.ts'],
  ['events-knows-money-and-zod', 'packages/events/src/asks-host.ts', 'node:os'],
  ['adapters-know-no-business', 'packages/store/src/uses-metrics.ts', '../../metrics/src/fine.ts'],
  ['adapters-apart', 'packages/store/src/uses-tape.ts', '../../tape/src/fine.ts'],
  ['services-apart', 'services/gateway/src/uses-trader.ts', '../../paper-trader/src/fine.ts'],
  ['packages-under-services', 'packages/cli/src/uses-trader.ts', '../../../services/paper-trader/src/fine.ts'],
  ['only-tests-use-testkit', 'services/gateway/src/uses-testkit.ts', '../../../packages/testkit/src/fine.ts'],
  ['through-the-front-door', 'packages/cli/src/reaches-in.ts', '../../tape/src/fine.ts'],
  ['client-stands-alone', 'packages/client/src/asks-host.ts', 'node:os'],
  ['client-stands-alone', 'packages/client/src/uses-tape.ts', '../../tape/src/fine.ts'],
  ['client-takes-types-of-nats', 'packages/client/src/connects.ts', '@nats-io/nats-core'],
  ['dashboard-talks-through-the-client', 'packages/dashboard/src/uses-tape.ts', '../../tape/src/fine.ts'],
  ['no-cycles', 'packages/cli/src/to-itself.ts', './to-itself.ts'],
  ['nothing-unresolved', 'packages/cli/src/lost.ts', './gone.ts'],
]

/** Modules that break nothing, some of them imported by those above. */
const fine = ['packages/tape', 'packages/metrics', 'packages/testkit', 'services/paper-trader'].map(
  (folder) => `${folder}/src/fine.ts`,
)

describe('the boundaries', { timeout: 60_000 }, () => {
  let tree: string
  let found: Summary
  beforeAll(async () => {
    tree = mkdtempSync(join(tmpdir(), 'papertape-boundaries-'))
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      writeFileSync(join(tree, path), text)
    }
    for (const path of fine) write(path, 'export const fine = 0\n')
    for (const [, path, imports] of planted) {
      write(path, `import * as other from '${imports}'\nexport const use = (): unknown => other\n`)
    }
    found = await cruise(tree, ['.'])
  })
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  it.each(planted)('%s: %s may not import %s', (rule, path) => {
    expect(found.violations.filter(({ from }) => from === path).map((violation) => violation.rule.name)).toContain(rule)
  })

  it('let through what is allowed', () => {
    expect(found.violations.map(({ from }) => from).filter((from) => fine.includes(from))).toEqual([])
  })

  it('are looked for in every module of the project', async () => {
    expect((await cruise(root, ['packages', 'services'])).totalCruised).toBeGreaterThan(100)
  })
})
