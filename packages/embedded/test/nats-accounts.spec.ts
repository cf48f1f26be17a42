import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changeIntegrators, type Integrator, readIntegrators } from '@papertape/embedded'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'papertape-accounts-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const acme: Integrator = {
  name: 'acme',
  bots: ['a-1'],
  created_at: '2026-11-21T00:00:00.000Z',
  password_hash: '$2b$04$x',
}

describe('the list of integrators', () => {
  it('is empty where there is no file, and what it was made of afterwards', async () => {
    expect(await readIntegrators(dir)).toEqual([])
    expect(await changeIntegrators(dir, (list) => [...list, acme])).toEqual([acme])
    expect(await readIntegrators(dir)).toEqual([acme])
  })

  it('is closed to others, and keeps the mode that an operator gave it', async () => {
    await changeIntegrators(dir, () => [acme])
    expect(statSync(join(dir, 'accounts.conf')).mode & 0o777).toBe(0o600)
  })

  it('stays as it was when the change throws', async () => {
    await changeIntegrators(dir, () => [acme])
    const refuse = () => {
      throw new Error('no such integrator')
    }
    await expect(changeIntegrators(dir, refuse)).rejects.toThrow('no such integrator')
    expect(readdirSync(dir)).toEqual(['accounts.conf'])
    expect(await readIntegrators(dir)).toEqual([acme])
  })

  it('loses no change of several at once', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `n-${i}`)
    await Promise.all(names.map((name) => changeIntegrators(dir, (list) => [...list, { ...acme, name }])))
    expect((await readIntegrators(dir)).map(({ name }) => name).toSorted()).toEqual(names.toSorted())
  })

  it('waits for one that was killed only so long, and names what is in the way', async () => {
    writeFileSync(join(dir, 'accounts.conf.new'), 'half a fi')
    await expect(changeIntegrators(dir, () => [acme])).rejects.toThrow('accounts.conf.new was left by a command')
  })

  it('is refused when its line is lost or holds a name that is more than one token', async () => {
    await changeIntegrators(dir, () => [acme])
    const file = join(dir, 'accounts.conf')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/a-1/g, 'a.>'))
    await expect(readIntegrators(dir)).rejects.toThrow()
    writeFileSync(file, '"accounts": {}')
    await expect(readIntegrators(dir)).rejects.toThrow('has lost its line')
  })
})
