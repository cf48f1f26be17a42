import { JetStreamApiError, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream'
import { IncompatibleServer } from './errors.ts'
import {
  leasesStream,
  ledgerStream,
  PARTITIONS_KEY,
  pricesStream,
  replaysStream,
  type StreamDefinition,
  signalsStream,
  type TickLimits,
} from './streams.ts'

export type StreamLimits = { prices: TickLimits; replays: TickLimits }

export type EnsuredStreams = {
  partitions: number
  epochs: { signals: string; prices: string; replays: string; ledger: string }
}

export const STREAM_NOT_FOUND = 10059
const NAME_IN_USE = 10058

/**
 * Makes the streams that are missing and checks those that exist; any number of services may do so at once. LEDGER comes
 * first, because the partition count in its metadata shapes SIGNALS. Throws {@link IncompatibleServer} where a server or a
 * stream lacks an option that correctness rests on.
 */
export const ensureStreams = async (
  manager: JetStreamManager,
  options: { partitions: number; limits: StreamLimits },
): Promise<EnsuredStreams> => {
  const ledger = await ensureStream(manager, ledgerStream(options.partitions))
  const partitions = partitionsOf(ledger)
  const signals = await ensureStream(manager, signalsStream(partitions))
  const prices = await ensureStream(manager, pricesStream(options.limits.prices))
  const replays = await ensureStream(manager, replaysStream(options.limits.replays))
  await ensureStream(manager, leasesStream())
  return {
    partitions,
    epochs: {
      signals: signals.created,
      prices: prices.created,
      replays: replays.created,
      ledger: ledger.created,
    },
  }
}

const ensureStream = async (manager: JetStreamManager, { config, critical }: StreamDefinition): Promise<StreamInfo> => {
  const info = (await streamInfo(manager, config.name)) ?? (await createStream(manager, config))
  const wrong = differences(critical, info.config)
  if (wrong.length > 0) {
    throw new IncompatibleServer(`stream ${config.name} is not as it must be: ${wrong.join(', ')}`)
  }
  return info
}

/** The stream as it is, or `null` where there is none. */
export const streamInfo = async (manager: JetStreamManager, name: string): Promise<StreamInfo | null> => {
  try {
    return await manager.streams.info(name)
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return null
    throw error
  }
}

const createStream = async (manager: JetStreamManager, config: StreamDefinition['config']): Promise<StreamInfo> => {
  try {
    return await manager.streams.add(config)
  } catch (error) {
    // Another service was faster, with other limits or another partition count: its stream is the one that counts.
    if (error instanceof JetStreamApiError && error.code === NAME_IN_USE) return manager.streams.info(config.name)
    throw error
  }
}

const partitionsOf = (ledger: StreamInfo): number => {
  const text = ledger.config.metadata?.[PARTITIONS_KEY]
  const partitions = Number(text)
  if (!Number.isInteger(partitions) || partitions < 1) {
    throw new IncompatibleServer(
      `stream LEDGER was not made by Papertape: its metadata ${PARTITIONS_KEY} is ${text ?? 'missing'}`,
    )
  }
  return partitions
}

/** What an echoed configuration lacks of what was asked for, in words; servers that do not know an option drop it silently. */
export const differences = (wanted: object, actual: object): string[] => {
  const echoed = new Map<string, unknown>(Object.entries(actual))
  return Object.entries(wanted)
    .filter(([key, value]) => normalised(value) !== normalised(echoed.get(key)))
    .map(([key, value]) => `${key} is ${normalised(echoed.get(key))} instead of ${normalised(value)}`)
}

/** Servers leave out what is off, and write "no limit" as 0 or -1. */
const normalised = (value: unknown): string => {
  if (value === undefined || value === false || value === 0 || value === -1 || value === '') return 'unset'
  return JSON.stringify(value)
}
