import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')

describe('./papertape in this clone', () => {
  const papertape = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(join(root, 'papertape'), args, { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' })

  // Packages may have changed since it last ran here.
  beforeAll(() => expect(papertape(['--help']).status).toBe(0))

  it('hands over within a second once everything is there, and needs no HOME', () => {
    const elapsedMs = [1, 2, 3].map(() => {
      const start = performance.now()
      const { status, stdout, stderr } = papertape(['--help'])
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toContain('Usage: ./papertape <command>')
      return performance.now() - start
    })
    expect(Math.min(...elapsedMs)).toBeLessThan(1_000)
  })

  it('answers wrong usage with exit code 2', () => {
    expect(papertape([]).status).toBe(2)
    expect(papertape(['fly'])).toMatchObject({ status: 2, stdout: '' })
    expect(papertape(['up', '--frobnicate'])).toMatchObject({ status: 2, stdout: '' })
    expect(papertape(['up', '--port', '99999']).stderr).toContain(
      '--port is "99999", but must be a port from 1 to 65535',
    )
    expect(papertape(['status'], { PAPERTAPE_DATA_DIR: '/nowhere' })).toMatchObject({
      status: 1,
      stdout: 'nothing runs on /nowhere\n',
    })
  })

  it('answers --json with one document', () => {
    const { stdout } = papertape(['status', '--json', '--data-dir', '/nowhere'])
    expect(JSON.parse(stdout)).toEqual({ ok: false, running: false, data_dir: '/nowhere' })
  })

  it('runs a command with its Node and its pnpm', () => {
    const { stdout } = papertape(['exec', 'sh', '-c', 'node --version; pnpm --version'])
    expect(stdout).toMatch(/^v(2[6-9]|[3-9]\d)\.[\d.]+\n\d+\.[\d.]+\n$/)
  })
})

describe('./papertape in a fresh clone', () => {
  let clone: string
  let bin: string
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'papertape-clone-'))
    bin = join(clone, 'bin')
    mkdirSync(bin)
    for (const name of ['papertape', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
      copyFileSync(join(root, name), join(clone, name))
    // A machine with the tools of POSIX and nothing else.
    for (const tool of 'cat cksum dirname ln mkdir mv readlink rm sleep tar uname'.split(' ')) {
      const path = ['/usr/bin', '/bin'].map((folder) => join(folder, tool)).find((candidate) => existsSync(candidate))
      if (path !== undefined) symlinkSync(path, join(bin, tool))
    }
  })
  afterEach(() => rmSync(clone, { recursive: true, force: true }))

  const papertape = () =>
    spawnSync('/bin/sh', [join(clone, 'papertape'), 'status'], { env: { PATH: bin }, encoding: 'utf8' })
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(bin, name), 0o755)
  }

  it('says what it needs where there is no npm', () => {
    expect(papertape()).toMatchObject({
      status: 1,
      stderr:
        'papertape: npm is needed to get Node 26; install Node.js with npm (any version), or put Node 26 on PATH\n',
    })
    expect(existsSync(join(clone, '.papertape', 'setup.lock'))).toBe(false)
  })

  it('says where to look when npm fails, and leaves no lock', () => {
    program('npm', 'echo "the registry is out of reach" >&2; exit 1')
    program('node', 'echo v20.20.2')
    const { status, stderr } = papertape()
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^papertape: getting Node 26\.\d+\.\d+ .*\npapertape: npm could not get node-.*setup\.log.*\n$/,
    )
    expect(readFileSync(join(clone, '.papertape', 'setup.log'), 'utf8')).toContain('out of reach')
    expect(existsSync(join(clone, '.papertape', 'setup.lock'))).toBe(false)
  })

  it('takes over the lock and clears the work of one that was killed', () => {
    mkdirSync(join(clone, '.papertape', 'setup.4194000'), { recursive: true })
    symlinkSync('4194000', join(clone, '.papertape', 'setup.lock'))
    expect(papertape().stderr).toContain('npm is needed')
    expect(existsSync(join(clone, '.papertape', 'setup.4194000'))).toBe(false)
  })

  it('writes only POSIX shell', () => {
    const { status, stderr } = spawnSync('dash', ['-n', join(root, 'papertape')], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
