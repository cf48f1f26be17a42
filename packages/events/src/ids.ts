import { createHash } from 'node:crypto'

/** 96 bits of SHA-256 over the parts, as hex. Parts are length-prefixed, so that no two lists collide by joining. */
const contentHash = (...parts: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:${part};`)
  return hash.digest('hex').slice(0, 24)
}

/** The trade that a bot's accepted OPEN signal opens; a pure function of both names. */
export const tradeIdOf = (botId: string, signalId: string): string => `t${contentHash(botId, signalId)}`

/** An event's id: a pure function of its type, its direct cause and what tells several effects of one cause apart. */
export const eventIdOf = (type: string, cause: string, ...discriminators: readonly string[]): string =>
  `e${contentHash(type, cause, ...discriminators)}`

/** The id of an input message: its own when a replay gave it one, else its place in its stream. */
export const inputIdOf = (input: { stream: string; epoch: string; seq: number }, ownId?: string): string =>
  `i${ownId === undefined ? contentHash(input.stream, input.epoch, String(input.seq)) : contentHash('own', ownId)}`

/** One alarm, from raised to cleared: named by the fact that drove the figure over the threshold. */
export const alarmIdOf = (botId: string, alarmType: string, drivingEventId: string): string =>
  `a${contentHash(botId, alarmType, drivingEventId)}`

/** JSON with object keys in order, the same text for the same value. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** SHA-256 of a value's canonical JSON, as hex: the hash that a fill carries of the policy it was made under. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')
