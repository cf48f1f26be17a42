import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

// Writes dist/: what is published. Run by `pnpm pack` and `pnpm publish` too.
const here = import.meta.dirname
const dist = join(here, 'dist')
const tsc = join(createRequire(import.meta.url).resolve('@typescript/native/package.json'), '../bin/tsc')

rmSync(dist, { recursive: true, force: true })
execFileSync(process.execPath, [tsc, '--project', join(here, 'tsconfig.build.json')], { stdio: 'inherit' })

// The compiler rewrites imports in JavaScript only; compilers of others need not take `.ts` in declarations.
for (const name of globSync('**/*.d.ts', { cwd: dist })) {
  const path = join(dist, name)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(['"]\.{1,2}\/[^'"\n]+)\.ts(?=['"])/g, '$1.js'))
}
