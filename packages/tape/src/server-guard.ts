import type { JetStreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/nats-core'
import { IncompatibleServer } from './errors.ts'

const versionMin = [2, 14] as const
const apiLevelMin = 4

/** Refuses servers that would silently ignore the options Papertape rests on. */
export const checkServer = async (connection: NatsConnection, manager: JetStreamManager): Promise<void> => {
  const version = connection.info?.version ?? 'unknown'
  if (!isRecent(version)) {
    throw new IncompatibleServer(`nats-server ${version} is too old: Papertape needs ${versionMin.join('.')} or newer`)
  }
  const { api } = await manager.getAccountInfo()
  if ((api.level ?? 0) < apiLevelMin) {
    throw new IncompatibleServer(
      `nats-server ${version} offers JetStream API level ${api.level ?? 0}: Papertape needs ${apiLevelMin} or higher`,
    )
  }
}

/** Whether a version such as `2.15.1` or `2.15.0-RC.1` is at least the minimum. */
export const isRecent = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0)
  return major > versionMin[0] || (major === versionMin[0] && minor >= versionMin[1])
}
