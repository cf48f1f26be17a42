import { BOT_ID } from './scalars.ts'

/** The bot token of facts about all bots, such as the clock. */
export const ALL_BOTS = '@all'

/** The bot token under which signals for bots nobody registered are recorded, so that junk grows no subjects. */
export const UNKNOWN_BOT = '@unknown'

/** FNV-1a, 32 bit, over UTF-8: the hash of nats-server's `partition()` subject mapping. */
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/** The partition, 0 to `partitions - 1`, that holds a bot's history; nats-server maps `signals.<bot>` to the same. */
export const partitionOf = (botId: string, partitions: number): number => fnv1a(botId) % partitions

/** A venue or symbol as one subject token: `.`, `*`, `>`, `%` and white space are percent-encoded as UTF-8. */
export const encodeToken = (name: string): string =>
  name.replaceAll(/[.*>%\s\p{Cc}]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  )

/** The venue or symbol that a token means, or `null` where its percent-encoding is broken. */
export const decodeToken = (token: string): string | null => {
  try {
    return decodeURIComponent(token)
  } catch {
    return null
  }
}

/** Every subject of the system. Nothing else builds one. */
export const subjects = {
  /** Where integrators publish a bot's signals. */
  signal: (botId: string) => `signals.${botId}`,
  /** Where SIGNALS stores them. */
  inbox: (partition: number) => `inbox.${partition}.*`,
  /** Where feeds publish a tick. */
  price: (venue: string, symbol: string) => `prices.${encodeToken(venue)}.${encodeToken(symbol)}`,
  allPrices: 'prices.*.*',
  /** Where a replay publishes a tick or candle of its run. */
  replay: (run: string, venue: string, symbol: string) => `replays.${run}.${encodeToken(venue)}.${encodeToken(symbol)}`,
  allOfRun: (run: string) => `replays.${run}.*.*`,
  /** Where a fact stands. `botToken` is a bot id, {@link ALL_BOTS} or {@link UNKNOWN_BOT}. */
  fact: (partition: number, botToken: string, type: string) => `ledger.${partition}.${botToken}.${type}`,
  /** All facts of a type. */
  ofType: (type: string) => `ledger.*.*.${type}`,
  /** One bot's whole history. */
  history: (partition: number, botToken: string) => `ledger.${partition}.${botToken}.>`,
  /** All histories of one partition. */
  partition: (partition: number) => `ledger.${partition}.>`,
  ledger: 'ledger.>',
  /** Core NATS: a projection has committed; see `LiveHint` in packages/store. */
  liveProjection: 'live.projection',
  /** Core NATS: a portfolio's figures, each update interval; see `PerformanceUpdate` in packages/reporting. */
  livePerformance: 'live.performance',
  /** Core NATS request: how far a run has been worked through in one partition. */
  replayProgress: (run: string, partition: number) => `progress.${run}.${partition}`,
} as const

/** The bot id of a stored signal's subject `inbox.<p>.<bot>`; not necessarily a well-formed one. */
export const botOfInbox = (subject: string): string => subject.split('.').slice(2).join('.')

/** Partition, bot token and type of a fact's subject, or `null` for a subject that is none. */
export const parseFactSubject = (subject: string): { partition: number; botToken: string; type: string } | null => {
  const [root, partition, botToken, ...type] = subject.split('.')
  if (root !== 'ledger' || partition === undefined || botToken === undefined || type.length !== 2) return null
  return { partition: Number(partition), botToken, type: type.join('.') }
}

/** Venue and symbol of a tick's subject (`prices.…` or `replays.<run>.…`), or `null` where the encoding is broken. */
export const instrumentOf = (subject: string): { venue: string; symbol: string } | null => {
  const tokens = subject.split('.')
  const [venue, symbol] = tokens.slice(-2).map(decodeToken)
  return venue && symbol ? { venue, symbol } : null
}

/** Whether a name can be a registered bot's. */
export const isBotId = (name: string): boolean => BOT_ID.test(name)
