import { isIP } from 'node:net'
import { z } from 'zod'

/** Names for ranges that the router understands. */
const RANGES = new Set(['loopback', 'linklocal', 'uniquelocal'])

const isTrustable = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/')
  if (more.length > 0) return false
  if (bits === undefined) return RANGES.has(address) || isIP(address) !== 0
  const bitsMax = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax
}

/** Addresses, networks and ranges whose X-Forwarded-For is believed, separated by commas. */
export const trustedProxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isTrustable), 'must list addresses, networks like 10.0.0.0/8, or loopback')
