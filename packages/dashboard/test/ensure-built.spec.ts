import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../build/ensure-built.ts'
import { readManifest } from '../build/manifest.ts'

let root: string
let dist: string
let said: string[]
const say = (line: string) => said.push(line)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'papertape-built-'))
  dist = join(root, 'dist')
  said = []
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a build that is ensured', () => {
  it('by two at once is there as a whole for both, in place of an old one, and is not made again', async () => {
    mkdirSync(dist)
    writeFileSync(join(dist, 'of-old-sources.js'), '')
    await Promise.all([ensureBuilt(say, dist), ensureBuilt(say, dist)])
    const { entry, themeScript, icon } = readManifest(dist)
    for (const name of [entry.script, ...entry.styles, ...entry.preloads, themeScript, icon])
      expect(existsSync(join(dist, name)), name).toBe(true)
    expect(existsSync(join(dist, 'of-old-sources.js'))).toBe(false)
    expect(readdirSync(root)).toEqual(['dist'])
    expect(statSync(dist).mode & 0o555).toBe(0o555)

    said = []
    await ensureBuilt(say, dist)
    expect(said).toEqual([])
  }, 120_000)

  it('fails where it cannot be written', async () => {
    writeFileSync(join(root, 'file'), '')
    await expect(ensureBuilt(say, join(root, 'file', 'dist'))).rejects.toThrow('ENOTDIR')
  })

  it('fails without vite in its words, and leaves what was built before', () => {
    const copy = join(root, 'packages', 'dashboard')
    for (const name of ['build', 'src', 'vite.config.ts', 'package.json'])
      cpSync(join(import.meta.dirname, '..', name), join(copy, name), { recursive: true })
    writeFileSync(join(root, 'pnpm-lock.yaml'), '')
    mkdirSync(join(copy, 'dist'))
    writeFileSync(join(copy, 'dist', 'before.js'), '')
    const run = () => execFileSync(process.execPath, [join(copy, 'build', 'main.ts')], { stdio: 'pipe' })
    expect(run).toThrow("Cannot find package 'vite'")
    expect(readdirSync(copy).toSorted()).toEqual(['build', 'dist', 'package.json', 'src', 'vite.config.ts'])
    expect(readdirSync(join(copy, 'dist'))).toEqual(['before.js'])
  })
})
