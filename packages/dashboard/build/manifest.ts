import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where `vite build` writes. */
export const DIST = join(import.meta.dirname, '..', 'dist')

type Chunk = { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[] }
type Manifest = Readonly<Record<string, Chunk>>

/** A chunk and all that it imports before it can run, each once. */
export const withImports = (manifest: Manifest, name: string, seen = new Set<string>()): string[] => {
  if (seen.has(name)) return []
  seen.add(name)
  return [name, ...(manifest[name]?.imports ?? []).flatMap((next) => withImports(manifest, next, seen))]
}

const chunkOf = (manifest: Manifest, name: string): Chunk => {
  const chunk = manifest[name]
  if (chunk === undefined) throw new Error(`the build has no ${name}`)
  return chunk
}

/** Vite's manifest, with what a document needs of it. */
export const readManifest = (dist: string = DIST) => {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8')) as Manifest
  const names = withImports(manifest, 'src/main.tsx')
  const chunks = names.map((name) => chunkOf(manifest, name))
  return {
    manifest,
    entry: {
      script: chunkOf(manifest, 'src/main.tsx').file,
      styles: [...new Set(chunks.flatMap(({ css }) => css ?? []))],
      preloads: chunks.slice(1).map(({ file }) => file),
    },
    themeScript: chunkOf(manifest, 'src/theme.ts').file,
    icon: chunkOf(manifest, 'src/style/icon.svg').file,
  }
}
