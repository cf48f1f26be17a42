import { createHash, timingSafeEqual } from 'node:crypto'
import { Problem } from './problem.ts'

/** A sender of signals, by its own token. `bots` are those it may send for; `null` means all. */
export type Source = { source_id: string; bots: readonly string[] | null }

/**
 * Who asks: `wrong` is a bearer token that is not the operator's, which still reads what is public. A source is known as one
 * on routes that take sources; elsewhere its token is as wrong as any other.
 */
export type Caller = 'public' | 'operator' | 'wrong' | Source

/** The token that an Authorization header carries. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S.*)$/i.exec(authorization ?? '')?.[1]?.trimEnd()

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Tells whether a text is the secret. Digests of equal length are compared in constant time, so that neither the secret nor
 * its length can be learnt from timing.
 */
export const secretCheck = (secret: string): ((given: string) => boolean) => {
  const expected = digest(secret)
  return (given) => timingSafeEqual(digest(given), expected)
}

/** Tells who asks from an Authorization header. */
export const callerByToken = (token: string): ((authorization: string | undefined) => Caller) => {
  const isOperators = secretCheck(token)
  return (authorization) => {
    const given = bearerOf(authorization)
    if (given === undefined) return 'public'
    return isOperators(given) ? 'operator' : 'wrong'
  }
}

/** Lets operators and sources pass. @throws Problem 401 without a token, 403 with one that is good for neither. */
export const requireSender = (caller: Caller): 'operator' | Source => {
  if (caller === 'public') {
    throw new Problem('unauthorized', undefined, { headers: { 'www-authenticate': 'Bearer realm="papertape"' } })
  }
  if (caller === 'wrong') throw new Problem('forbidden')
  return caller
}

/** Lets operators pass. @throws Problem 401 without a token, 403 with another one. */
export const requireOperator = (caller: Caller): void => {
  if (requireSender(caller) !== 'operator') throw new Problem('forbidden')
}
