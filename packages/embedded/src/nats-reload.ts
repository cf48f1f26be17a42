import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** nats-server goes on with the configuration it had. */
export class ReloadRefused extends Error {
  override name = 'ReloadRefused'
}

const reloadMsMax = 10_000

/** nats-server's monitoring pages, e.g. `http://127.0.0.1:43017`; `''` until it has told where they are. */
export const natsMonitorUrl = async (dir: string, pid: number): Promise<string> => {
  const text = await readFile(join(dir, `nats-server_${pid}.ports`), 'utf8').catch(() => '')
  if (!text.trimEnd().endsWith('}')) return '' // not written yet, or not to its end
  const { monitoring = [] } = JSON.parse(text) as { monitoring?: string[] }
  return monitoring[0] ?? ''
}

/**
 * Lets a running server take up its changed configuration; fulfilled once it has. Clients whose account or permissions are
 * gone are cut off, all others stay. Throws {@link ReloadRefused}, with the server's reason, when it does not like it.
 *
 * It is asked twice: on the first reload nats-server 2.15 ties the service imports of a new account to a copy of the account
 * they come from, where no stream listens; on the second it finds both accounts in place and ties them rightly.
 */
export const reloadNats = async (dir: string, pid: number): Promise<void> => {
  await reloadOnce(dir, pid)
  await reloadOnce(dir, pid)
}

const reloadOnce = async (dir: string, pid: number): Promise<void> => {
  const monitorUrl = await natsMonitorUrl(dir, pid)
  const before = await loadedAt(monitorUrl)
  process.kill(pid, 'SIGHUP')
  const giveUpAt = performance.now() + reloadMsMax
  while ((await loadedAt(monitorUrl)) === before) {
    if (performance.now() > giveUpAt) {
      const log = await readFile(join(dir, 'nats-server.log'), 'utf8').catch(() => '')
      const reason = log.split('\n').findLast((line) => line.includes('[ERR]'))
      throw new ReloadRefused(`nats-server did not take up its configuration: ${reason ?? 'it says nothing'}`)
    }
    await delay(20)
  }
}

const loadedAt = async (monitorUrl: string): Promise<string> => {
  const answer = await fetch(`${monitorUrl}/varz`)
  const { config_load_time } = (await answer.json()) as { config_load_time: string }
  return config_load_time
}
