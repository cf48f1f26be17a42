import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureBuilt } from './ensure-built.ts'
import { DIST, readManifest, withImports } from './manifest.ts'

/** What opening the dashboard may load, in bytes after gzip. */
export const LIMITS: Sizes = { script: 60_000, style: 10_000 }

type Sizes = { readonly script: number; readonly style: number }
/** The sizes of the files of a route, each with its own. */
export type RouteSizes = Sizes & { readonly files: readonly { readonly name: string; readonly bytes: number }[] }

/** What the overview needs to be all there; its page may be part of the frame. The library for charts one can point into comes when somebody does. */
const FIRST_ROUTE = ['src/theme.ts', 'src/main.tsx', 'src/pages/overview/page.tsx']

/** Measures everything that the overview loads from a build. */
export const firstRouteSizes = (dist: string): RouteSizes => {
  const { manifest } = readManifest(dist)
  const chunks = [...new Set(FIRST_ROUTE.flatMap((name) => withImports(manifest, name)))].flatMap(
    (name) => manifest[name] ?? [],
  )
  const names = new Set(chunks.flatMap(({ file, css = [] }) => [file, ...css]))
  const files = [...names].map((name) => ({
    name,
    bytes: gzipSync(readFileSync(join(dist, name)), { level: 9 }).length,
  }))
  const sum = (ending: string): number =>
    files.reduce((all, { name, bytes }) => (name.endsWith(ending) ? all + bytes : all), 0)
  return { script: sum('.js'), style: sum('.css'), files }
}

/** What is too large, in words; nothing where all is well. */
export const tooLarge = (sizes: Sizes, limits: Sizes = LIMITS): string[] =>
  (['script', 'style'] as const).flatMap((kind) =>
    sizes[kind] > limits[kind] ? [`${kind}: ${sizes[kind]} of ${limits[kind]} bytes after gzip`] : [],
  )

if (import.meta.main) {
  await ensureBuilt((line) => console.log(line))
  const sizes = firstRouteSizes(DIST)
  for (const { name, bytes } of sizes.files.toSorted((a, b) => b.bytes - a.bytes)) console.log(`${bytes}\t${name}`)
  console.log(`${sizes.script}\tscript in all, of ${LIMITS.script}\n${sizes.style}\tstyle in all, of ${LIMITS.style}`)
  for (const line of tooLarge(sizes)) console.error(line)
  if (tooLarge(sizes).length > 0) process.exitCode = 1
}
