/** A private-use character, which stands before the code unit of each character that PostgreSQL cannot hold. */
const ESCAPE = '\uE000'
const SUSPECT = /[\0\uE000\uD800-\uDFFF]/
const UNSTORABLE = /[\0\uE000]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const ESCAPED = /\uE000([0-9a-f]{4})/g

/**
 * The text as PostgreSQL can hold it: NUL and lone surrogates, legal in JSON and so in what integrators send, are written
 * as escapes. No two texts become the same, so ids stay apart. What is read back through this package is the original;
 * only a query parameter that comes from outside needs this.
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
