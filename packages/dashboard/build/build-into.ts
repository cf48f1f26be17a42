import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DIST } from './manifest.ts'

const run = promisify(execFile)

/**
 * Builds the dashboard into a folder, as for production whatever NODE_ENV says. In a process of its own: a build takes 200 MB,
 * which are given back when it ends, while `./papertape up` goes on for months.
 *
 * @throws Error with the words of the build.
 */
export const buildInto = async (outDir: string): Promise<void> => {
  try {
    await run(process.execPath, [import.meta.filename, outDir], { env: { ...process.env, NODE_ENV: 'production' } })
  } catch (error) {
    const { stderr = '', signal } = error as { stderr?: string; signal?: NodeJS.Signals | null }
    throw new Error(stderr.trim() || (signal ? `the build was ended by ${signal}` : String(error)), { cause: error })
  }
}

if (import.meta.main) {
  const [outDir = DIST] = process.argv.slice(2)
  try {
    const { build } = await import('vite')
    await build({
      root: join(import.meta.dirname, '..'),
      configFile: join(import.meta.dirname, '..', 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
