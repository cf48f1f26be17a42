import { createHash, randomBytes } from 'node:crypto'

/** By its beginning a leaked token is recognised, by people and by those who search repositories for secrets. */
const PREFIX = 'papertape_source_'

const SHAPE = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{43}$`)
const ANYWHERE = new RegExp(`${PREFIX}[A-Za-z0-9_-]{43}`)

/** A new token: 256 random bits as base64url behind a fixed beginning. */
export const newSourceToken = (): string => `${PREFIX}${randomBytes(32).toString('base64url')}`

/** Whether a text can be a source's token: anything else need not be looked for. */
export const isSourceToken = (text: string): boolean => SHAPE.test(text)

/**
 * What is stored of a token and what it is found by. Which hash a lookup is near to says nothing about a token, so the lookup
 * by an index needs no constant time.
 */
export const sourceTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Whether a text holds anything that could be a source's token. */
export const sourceTokenIn = (text: string): boolean => ANYWHERE.test(text)
