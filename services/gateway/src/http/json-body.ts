import { Problem } from './problem.ts'

/** No document that we take is nested nearly as deep; readers behind us recurse. */
const DEPTH_MAX = 64

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Whether brackets and braces are nested deeper than the limit; what is in strings does not count. */
const isTooDeep = (body: Buffer): boolean => {
  let depth = 0
  let inString = false
  for (let i = 0; i < body.length; i += 1) {
    const byte = body[i]
    if (byte === QUOTE) inString = !inString
    else if (inString) {
      if (byte === BACKSLASH) i += 1
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1
      if (depth > DEPTH_MAX) return true
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1
  }
  return false
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The JSON document that a body holds; `undefined` for an empty one. Of a key given twice the last counts, as on NATS. The parser's own message is left out of the answer,
 * because it quotes the body.
 */
export const parseJsonBody = (body: Buffer): unknown => {
  if (body.length === 0) return undefined
  if (isTooDeep(body)) throw new Problem('malformed-json', `It is nested deeper than ${DEPTH_MAX}.`)
  try {
    return JSON.parse(utf8.decode(body))
  } catch (cause) {
    throw new Problem('malformed-json', undefined, { cause })
  }
}
