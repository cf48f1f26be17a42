import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildInto } from '../build/build-into.ts'
import { firstRouteSizes, LIMITS, tooLarge } from '../build/sizes.ts'

const root = mkdtempSync(join(tmpdir(), 'papertape-sizes-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A build with an overview of so many bytes that no compression makes less. */
const plantedBuild = (bytes: number): string => {
  const dist = mkdtempSync(join(root, 'planted-'))
  mkdirSync(join(dist, '.vite'))
  const chunks = {
    'src/theme.ts': { file: 'theme.js' },
    'src/style/icon.svg': { file: 'icon.svg' },
    'src/main.tsx': { file: 'app.js', css: ['app.css'], imports: ['_shared.js'], dynamicImports: ['other'] },
    '_shared.js': { file: 'shared.js' },
    'src/pages/overview/page.tsx': { file: 'page.js', imports: ['_shared.js'] },
    other: { file: 'other.js' },
  }
  writeFileSync(join(dist, '.vite', 'manifest.json'), JSON.stringify(chunks))
  for (const name of ['theme.js', 'app.js', 'app.css', 'shared.js', 'icon.svg']) writeFileSync(join(dist, name), 'x')
  writeFileSync(join(dist, 'page.js'), randomBytes(bytes))
  writeFileSync(join(dist, 'other.js'), randomBytes(LIMITS.script))
  return dist
}

describe('the first route', () => {
  it('is small enough', async () => {
    const dist = join(root, 'dist')
    await buildInto(dist)
    const sizes = firstRouteSizes(dist)
    expect(sizes.files.length).toBeGreaterThan(3)
    expect(sizes.style).toBeGreaterThan(0)
    expect(tooLarge(sizes), JSON.stringify(sizes.files, null, 1)).toEqual([])
  }, 120_000)

  it('is measured with all that it imports, each once, and without what other pages load', () => {
    const { files, script } = firstRouteSizes(plantedBuild(1000))
    expect(files.map(({ name }) => name).toSorted()).toEqual(['app.css', 'app.js', 'page.js', 'shared.js', 'theme.js'])
    expect(script).toBeLessThan(1200)
  })

  it('is found too large when a page grows', () => {
    const sizes = firstRouteSizes(plantedBuild(LIMITS.script))
    expect(tooLarge(sizes)).toEqual([`script: ${sizes.script} of ${LIMITS.script} bytes after gzip`])
    expect(tooLarge({ script: 0, style: LIMITS.style + 1 })).toHaveLength(1)
  })
})
