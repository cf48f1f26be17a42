import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

// Moves folders of two files to one place, as fast as it can.
const mover = `
  const { mkdirSync, mkdtempSync, writeFileSync } = require('node:fs')
  const { join } = require('node:path')
  const { workerData: { module, root, times } } = require('node:worker_threads')
  import(module).then(({ takePlace }) => {
    for (let time = 0; time < times; time++) {
      const work = mkdtempSync(join(root, 'work-'))
      const fresh = join(work, 'fresh')
      mkdirSync(fresh)
      for (const name of ['one', 'two']) writeFileSync(join(fresh, name), '')
      takePlace(fresh, join(root, 'place'), work)
    }
  })`

it('many take one place at the same time, each succeeds, and one is there as a whole', async ({ onTestFinished }) => {
  const root = mkdtempSync(join(tmpdir(), 'papertape-place-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const workerData = { module: new URL('../build/take-place.ts', import.meta.url).href, root, times: 100 }
  const ended = Array.from({ length: 4 }, () => {
    const worker = new Worker(mover, { eval: true, workerData })
    return new Promise<number>((resolve, reject) => worker.on('error', reject).on('exit', resolve))
  })
  expect(await Promise.all(ended)).toEqual([0, 0, 0, 0])
  expect(readdirSync(join(root, 'place')).toSorted()).toEqual(['one', 'two'])
}, 60_000)
