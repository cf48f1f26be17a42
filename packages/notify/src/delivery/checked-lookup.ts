import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './addresses.ts'

/** The host is one that may not be reached from here. */
export class PrivateAddress extends Error {
  override name = 'PrivateAddress'
  readonly code = 'PRIVATE_ADDRESS'
  constructor() {
    super('the host is, or resolves to, a private address')
  }
}

/** Resolves a name; `dns.lookup` is one. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * A lookup for sockets that refuses private addresses. What it checks is what the socket connects to: it is asked once per
 * connection, so a name that resolves to something else a moment later gains nothing. One private address among several is
 * enough to refuse.
 */
export const checkedLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null) return done(error, [])
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(new PrivateAddress(), [])
      }
      if (options.all === true) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }

/** A socket asks nobody about a host that is an address already. @throws PrivateAddress */
export const checkLiteral = (host: string): void => {
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new PrivateAddress()
}
