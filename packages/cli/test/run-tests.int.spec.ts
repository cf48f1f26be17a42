import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processExists } from '@papertape/embedded'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runTests } from '../src/testing/run-tests.ts'

const planted = fileURLToPath(new URL('fixtures/planted-tests', import.meta.url))
const never = new AbortController().signal

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'papertape-planted-'))
  process.env['PLANTED_PIDS'] = join(dir, 'pids.json')
})
afterEach(() => {
  delete process.env['PLANTED_PIDS']
  rmSync(dir, { recursive: true, force: true })
})

const run = (files: string[], limit: AbortSignal) => runTests(['--root', planted, ...files], limit)

describe('a run of tests', () => {
  it('counts each test once, by its last try, and a file that cannot be loaded as a failure', async () => {
    expect(await run(['counted', 'broken'], never)).toEqual({ passed: 2, failed: 2, stopped: null })
  })

  it('counts as one failure where there is nothing to run', async () => {
    expect(await run(['no-such-file'], never)).toEqual({ passed: 0, failed: 1, stopped: null })
  })

  it('that hangs is ended with all of its processes, says what had not ended, and counts as one failure', async ({
    onTestFinished,
  }) => {
    const limit = new AbortController()
    onTestFinished(() => limit.abort())
    const running = run(['hanging'], limit.signal)
    const pidsFile = join(dir, 'pids.json')
    await expect.poll(() => existsSync(pidsFile) && readFileSync(pidsFile, 'utf8'), { timeout: 50_000 }).toMatch(/]$/)
    limit.abort()
    expect(await running).toMatchObject({
      passed: 1,
      failed: 1,
      stopped: [{ file: expect.stringMatching(/planted-tests\/hanging\.case\.ts$/) }],
    })
    for (const pid of JSON.parse(readFileSync(pidsFile, 'utf8')) as number[])
      await expect.poll(() => processExists(pid), { timeout: 10_000 }).toBe(false)
  })
})
