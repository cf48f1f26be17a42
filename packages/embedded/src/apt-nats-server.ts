import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Progress } from './progress.ts'

const run = promisify(execFile)

type Distribution = { name: string; suites: string[]; component: string; keyring: string }

/** Where a recent nats-server is to be had. The release that the machine itself runs usually has none, or an old one. */
const distributions: Record<string, Distribution> = {
  debian: {
    name: 'Debian',
    suites: ['forky', 'sid'],
    component: 'main',
    keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  },
  ubuntu: {
    name: 'Ubuntu',
    suites: ['devel'],
    component: 'universe',
    keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
  },
}

/**
 * Takes nats-server out of the package of a newer suite of this Debian or Ubuntu and puts it at `target`. The package is
 * downloaded and unpacked, never installed: apt keeps its lists beside the target, nothing on the system changes, and root
 * is not needed. apt checks the signature of the archive.
 *
 * Returns why it did not work, or `undefined` when the binary is in place.
 */
export const getNatsServerFromApt = async (
  target: string,
  accept: (path: string) => Promise<boolean>,
  progress: Progress,
): Promise<string | undefined> => {
  const distribution = await thisDistribution()
  if (distribution === undefined) return 'this system is neither Debian nor Ubuntu, whose packages could be used'
  await mkdir(dirname(target), { recursive: true })
  const work = await mkdtemp(join(dirname(target), 'work-'))
  try {
    const mirror = await mirrorOfThisMachine(work)
    if (mirror === undefined) return 'apt on this machine knows no package archive'
    let lastError = ''
    for (const suite of distribution.suites) {
      progress(`getting nats-server from ${distribution.name} ${suite} (once; the system itself is not changed)`)
      try {
        const binary = await unpack(join(work, suite), `${mirror} ${suite} ${distribution.component}`, distribution)
        if (binary !== undefined && (await accept(binary))) {
          const arriving = `${target}.${process.pid}`
          await copyFile(binary, arriving)
          await chmod(arriving, 0o755)
          await rename(arriving, target) // at once, so that two who fetch it at the same time do not disturb each other
          return undefined
        }
        lastError = `${suite} has none that runs here and is recent enough`
      } catch (error) {
        lastError = lastLine(error)
      }
    }
    return `none could be had from ${distribution.name}'s packages (${lastError})`
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const thisDistribution = async (): Promise<Distribution | undefined> => {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg-deb')) return undefined
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const ids = release.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)
  for (const [, value = ''] of ids) {
    for (const id of value.split(' ')) {
      const distribution = distributions[id]
      if (distribution !== undefined) return distribution
    }
  }
  return undefined
}

/** The archive that this machine's apt already uses. Its own lists may be missing (as in container images): then we fetch some. */
const mirrorOfThisMachine = async (work: string): Promise<string | undefined> => {
  const ask = async (options: string[]) => {
    const { stdout } = await run('apt-get', [
      ...options,
      'indextargets',
      '--format',
      '$(REPO_URI)',
      'Created-By: Packages',
    ])
    return stdout.split('\n').find((line) => line !== '' && !line.includes('security'))
  }
  const known = await ask([])
  if (known !== undefined) return known
  const options = await aptFolders(join(work, 'system'))
  await run('apt-get', ['-qq', ...options, 'update']).catch(() => {})
  return ask(options)
}

const unpack = async (folder: string, archive: string, { keyring }: Distribution): Promise<string | undefined> => {
  const list = join(folder, 'sources.list')
  const options = [
    '-qq',
    ...(await aptFolders(folder)),
    ...setting('Dir::Etc::sourcelist', list),
    ...setting('Dir::Etc::sourceparts', '/dev/null'),
    ...setting('APT::Sandbox::User', ''), // root would lend apt an account that may not enter here
    ...setting('APT::Update::Error-Mode', 'any'), // else a mirror out of reach is only a warning
    ...setting('Acquire::Retries', '1'),
    ...setting('Acquire::http::Timeout', '30'),
  ]
  const signedBy = existsSync(keyring) ? `[signed-by=${keyring}] ` : ''
  await writeFile(list, `deb ${signedBy}${archive}\n`)
  await run('apt-get', [...options, 'update'], { cwd: folder })
  await run('apt-get', [...options, 'download', 'nats-server'], { cwd: folder })
  const packageFile = (await readdir(folder)).find((name) => name.endsWith('.deb'))
  if (packageFile === undefined) return undefined
  await run('dpkg-deb', ['-x', packageFile, 'root'], { cwd: folder })
  return ['usr/bin', 'usr/sbin'].map((bin) => join(folder, 'root', bin, 'nats-server')).find((path) => existsSync(path))
}

const setting = (name: string, value: string): string[] => ['-o', `${name}=${value}`]

/** Options that make apt keep its state in `folder`, which every user can do. */
const aptFolders = async (folder: string): Promise<string[]> => {
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true })
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true })
  return [...setting('Dir::State::Lists', join(folder, 'lists')), ...setting('Dir::Cache', join(folder, 'cache'))]
}

const lastLine = (error: unknown): string => {
  const { stderr = '', message } = error as { stderr?: string; message: string }
  return (stderr.trim() || message).split('\n').at(-1) ?? ''
}
