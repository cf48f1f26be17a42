import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where the browser of the end-to-end tests may lie. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const findChromium = (): string | undefined => places.find((path) => existsSync(path))

/** Installs Debian's chromium where that can be done; returns why it cannot, or `undefined` when it is there. */
export const installChromium = async (say: (line: string) => void): Promise<string | undefined> => {
  if (findChromium() !== undefined) return undefined
  if (!existsSync('/usr/bin/apt-get')) return 'install chromium so that it is /usr/bin/chromium'
  if (process.getuid?.() !== 0) return 'install it as root: apt-get install chromium'
  say('installing chromium for the browser tests (apt-get install chromium)')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', 'DPkg::Lock::Timeout=300']
  try {
    await run('apt-get', ['-qq', ...wait, 'update'], { env, maxBuffer: 2 ** 26 }).catch(() => {})
    await run('apt-get', ['-qq', '-y', ...wait, '--no-install-recommends', 'install', 'chromium'], {
      env,
      maxBuffer: 2 ** 26,
    })
  } catch (error) {
    return `apt-get install chromium failed: ${(error as Error).message.trim().split('\n').at(-1)}`
  }
  return findChromium() === undefined ? 'apt installed chromium, but it is not where it is looked for' : undefined
}
