/** A JSON object as parsed from outside. */
export type JsonObject = Record<string, unknown>

/** How deep a recorded object may be nested: readers of the ledger recurse, and PostgreSQL refuses bottomless documents. */
const DEPTH_MAX = 16

const SECRET_KEY = /secret|token|passw|passphrase|pwd|key|authorization|credential|cookie/i
/** The same in text that could not be parsed: a key that sounds secret, then its value, quoted or not. */
const SECRET_PAIR =
  /(["']?[\w-]*(?:secret|token|passw|passphrase|pwd|key|authorization|credential|cookie)[\w-]*["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|[^\s,}\]]+)/gi
const REDACTED = '[redacted]'

/** Text that PostgreSQL and every UTF-8 reader can hold: NUL and lone surrogates become U+FFFD. */
const recordableText = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD')

const recordableValue = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return recordableText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEPTH_MAX) return `[nested deeper than ${DEPTH_MAX}]`
  if (Array.isArray(value)) return value.map((inner) => recordableValue(inner, depth + 1))
  return recordableEntries(Object.entries(value), depth)
}

// Object.fromEntries defines own properties: a key `__proto__` stays a key and reaches no prototype.
const recordableEntries = (entries: readonly (readonly [string, unknown])[], depth: number): JsonObject =>
  Object.fromEntries(
    entries.map(([key, value]) => [
      recordableText(key),
      SECRET_KEY.test(key) ? REDACTED : recordableValue(value, depth + 1),
    ]),
  )

/**
 * What the ledger keeps of an object from outside: values under keys that sound secret (secret, token, password, key and
 * their like, anywhere in the name, any letter case, any depth) are `[redacted]`, nesting is bounded and text is well
 * formed. Rather a harmless value too many is hidden than a secret kept for ever.
 */
export const recordable = (object: JsonObject, without: ReadonlySet<string> = new Set()): JsonObject =>
  recordableEntries(
    Object.entries(object).filter(([key]) => !without.has(key)),
    0,
  )

/** Text that is no JSON object, with what looks like the value of a secret replaced. */
export const redactText = (text: string): string => text.replaceAll(SECRET_PAIR, `$1"${REDACTED}"`)
