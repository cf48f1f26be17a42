import { createHash } from 'node:crypto'

/** A strong entity tag: the hash of exactly what is sent. */
export const entityTagOf = (payload: string | Buffer): string =>
  `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`

/** The strong tag of the same answer in a content coding, whose bytes are others. */
export const tagOfEncoded = (tag: string, encoding: string): string => `${tag.slice(0, -1)}-${encoding}"`

/** Whether an If-None-Match header names the tag. A proxy that compresses marks it weak, which counts here. */
export const isKnownBy = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some((given) => given.trim() === '*' || given.trim().replace(/^W\//, '') === tag)
