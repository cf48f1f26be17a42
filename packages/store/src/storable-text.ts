/** A private-use character, which stands before the code unit of each character that is not stored as it is. */
const ESCAPE = '\uE000'
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const SUSPECT = /[\0\x1e\x1f\uE000\uD800-\uDFFF]/
// oxlint-disable-next-line no-control-regex -- the same
const UNSTORABLE = /[\0\x1e\x1f\uE000]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const ESCAPED = /\uE000([0-9a-f]{4})/g

/**
 * The text as PostgreSQL can hold it: NUL and lone surrogates, legal in JSON and so in what integrators send, are written
 * as escapes, and so are the two characters that part one text from the next on its way there. No two texts become the
 * same, so ids stay apart. What is read back through this package is the original; only a query parameter that comes
 * from outside needs this.
 */
export const storableText = (text: string): string =>
  SUSPECT.test(text)
    ? text.replaceAll(UNSTORABLE, (unit) => `${ESCAPE}${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text

/** The text that {@link storableText} was given. */
export const originalText = (stored: string): string =>
  stored.includes(ESCAPE)
    ? stored.replaceAll(ESCAPED, (_all, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
    : stored
