import { type ConsumerConfig, type ConsumerInfo, JetStreamApiError } from '@nats-io/jetstream'
import { differences } from './ensure-streams.ts'
import { IncompatibleServer } from './errors.ts'
import type { Link } from './link.ts'
import type { StreamName } from './streams.ts'

/** The one priority group of our consumers. */
export const OWNERS = 'owners'

export type OwnedConsumer = {
  stream: StreamName
  /** Holds no dots. */
  name: string
  filter: string
  ackWaitMs: number
  /** Whether a new consumer starts at the stream's beginning or with what comes next. */
  from: 'all' | 'new'
}

const CONSUMER_EXISTS = 10148

/**
 * Makes the consumer that candidates share, unless it exists. At most one message is unacknowledged at a time, so order
 * survives redelivery, and the server gives it to the candidate that asks with the best priority.
 */
export const ensureOwnedConsumer = async (link: Link, { stream, name, filter, ackWaitMs, from }: OwnedConsumer) => {
  const critical: Partial<ConsumerConfig> = {
    filter_subject: filter,
    ack_policy: 'explicit',
    ack_wait: ackWaitMs * 1_000_000,
    max_ack_pending: 1,
    priority_policy: 'prioritized',
    priority_groups: [OWNERS],
  }
  const config: Partial<ConsumerConfig> = { durable_name: name, deliver_policy: from, ...critical }
  const { config: echoed } = await link.call(`make consumer ${name}`, () => addOrUpdate(link, stream, name, config))
  const wrong = differences(critical, echoed)
  if (wrong.length > 0) {
    throw new IncompatibleServer(`consumer ${name} of ${stream} is not as it must be: ${wrong.join(', ')}`)
  }
}

const addOrUpdate = async (
  link: Link,
  stream: StreamName,
  name: string,
  config: Partial<ConsumerConfig>,
): Promise<ConsumerInfo> => {
  const { consumers } = link.manager
  try {
    return await consumers.add(stream, config)
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== CONSUMER_EXISTS) throw error
    const { deliver_policy: _fixed, durable_name: _name, ...changeable } = config
    return consumers.update(stream, name, changeable)
  }
}
