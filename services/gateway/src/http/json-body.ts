import { Problem } from './problem.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The JSON document that a body holds; `undefined` for an empty one. The parser's own message is left out of the answer,
 * because it quotes the body.
 */
export const parseJsonBody = (body: Buffer): unknown => {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(utf8.decode(body))
  } catch (cause) {
    throw new Problem('malformed-json', undefined, { cause })
  }
}
