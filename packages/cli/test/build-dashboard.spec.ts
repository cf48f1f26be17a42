import { expect, it } from 'vitest'
import { buildDashboard } from '../src/up/build-dashboard.ts'

const failing = async () => {
  throw new Error("EROFS: read-only file system, mkdtemp '.dist-'")
}

it('says why the dashboard cannot be built, and what is served instead', async () => {
  const said: string[] = []
  await buildDashboard((line) => said.push(line), new AbortController().signal, failing)
  expect(said).toEqual([
    "cannot build the dashboard: EROFS: read-only file system, mkdtemp '.dist-'",
    expect.stringMatching(/^the gateway serves (plain pages|the one that was built before)/),
  ])
})

it('says nothing of a build that ended because the system is to stop', async () => {
  const said: string[] = []
  await buildDashboard((line) => said.push(line), AbortSignal.abort(), failing)
  expect(said).toEqual([])
})
