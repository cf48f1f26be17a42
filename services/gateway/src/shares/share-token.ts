import { createHash, randomBytes } from 'node:crypto'

const SHAPE = /^[A-Za-z0-9_-]{22}$/

/** A new token: 128 random bits as base64url. */
export const newShareToken = (): string => randomBytes(16).toString('base64url')

/** Whether a text can be a token: anything else need not be looked for. */
export const isShareToken = (text: string): boolean => SHAPE.test(text)

/** What is stored of a token and what it is found by. */
export const shareTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
