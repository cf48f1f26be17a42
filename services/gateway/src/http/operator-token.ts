import { createHash, timingSafeEqual } from 'node:crypto'
import { Problem } from './problem.ts'

/** Who asks: `wrong` is a bearer token that is not the operator's, which still reads what is public. */
export type Caller = 'public' | 'operator' | 'wrong'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Tells who asks from an Authorization header. Digests of equal length are compared in constant time, so that neither
 * the token nor its length can be learnt from timing.
 */
export const callerByToken = (token: string): ((authorization: string | undefined) => Caller) => {
  const expected = digest(token)
  return (authorization) => {
    const given = /^Bearer +(\S.*)$/i.exec(authorization ?? '')?.[1]
    if (given === undefined) return 'public'
    return timingSafeEqual(digest(given.trimEnd()), expected) ? 'operator' : 'wrong'
  }
}

/** Lets operators pass. @throws Problem 401 without a token, 403 with another one. */
export const requireOperator = (caller: Caller): void => {
  if (caller === 'public') {
    throw new Problem('unauthorized', undefined, { headers: { 'www-authenticate': 'Bearer realm="papertape"' } })
  }
  if (caller === 'wrong') throw new Problem('forbidden')
}
