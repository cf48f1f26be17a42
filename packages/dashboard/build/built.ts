import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { DIST, readManifest } from './manifest.ts'

/** One file of the build; names carry a hash of the content and never mean anything else. */
export type BuiltFile = { bytes: Buffer; type: string }

/** What a document has to load; names are relative to `/bot-performance/assets/`. */
export type BuiltDashboard = {
  entry: { script: string; styles: string[]; preloads: string[] }
  /** Runs before the first paint, so that nothing flashes. */
  themeScript: string
  icon: string
  files: Map<string, BuiltFile>
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The dashboard as `vite build` left it, or `null` where it was not built. */
export const builtDashboard = (): BuiltDashboard | null => {
  if (!existsSync(join(DIST, '.vite', 'manifest.json'))) return null
  const manifest = readManifest()
  const names = readdirSync(DIST).filter((name) => TYPES[extname(name)] !== undefined)
  return {
    entry: manifest.entry,
    themeScript: manifest.themeScript,
    icon: manifest.icon,
    files: new Map(
      names.map((name) => [name, { bytes: readFileSync(join(DIST, name)), type: TYPES[extname(name)] ?? '' }]),
    ),
  }
}
