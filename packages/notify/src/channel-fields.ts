import { isIP } from 'node:net'
import { z } from 'zod'
import { isPublicAddress } from './delivery/addresses.ts'
import { keyBytesOf, SECRET } from './formats/signature.ts'

/** What this system lets notifications do. */
export type Reach = {
  /** Whether private addresses, and plain http for URLs that are secrets, are allowed. */
  allowPrivate: boolean
}

/** The host of a URL as a resolver takes it: an IPv6 address without its brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')

const parsedUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)

/** One printable line: nothing that ends a header or hides what follows. */
export const oneLine = (max: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(max)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]*$/u, 'must be one line without control characters')

/** A host that is an address is judged at once; a name is judged by what it resolves to, at each delivery. */
const isReachable = (host: string, { allowPrivate }: Reach): boolean =>
  allowPrivate || (isIP(host) === 0 ? !/^(?:.*\.)?localhost\.?$/i.test(host) : isPublicAddress(host))

const PRIVATE = 'is a private address; PAPERTAPE_NOTIFY_ALLOW_PRIVATE=true allows those'

/** A URL to post to. `secretPath`: who knows the URL may post, so it goes over TLS only. */
export const postUrl = (reach: Reach, { secretPath }: { secretPath: boolean }) =>
  z
    .string()
    .max(2048)
    .superRefine((text, context) => {
      const url = parsedUrl(text)
      const fault =
        url === null || !/^https?:$/.test(url.protocol)
          ? 'must be an http or https URL'
          : url.username !== '' || url.password !== ''
            ? 'must hold no user and no password'
            : url.hash !== ''
              ? 'must hold no fragment'
              : secretPath && url.protocol === 'http:' && !reach.allowPrivate
                ? 'must be an https URL, because it is a secret'
                : isReachable(hostOf(url), reach)
                  ? null
                  : PRIVATE
      if (fault !== null) context.addIssue({ code: 'custom', message: fault })
    })

/** The name or address of a server. */
export const hostName = (reach: Reach) =>
  z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9.:-]+$/, 'must be the name or the address of a host')
    .refine((host) => isReachable(host, reach), PRIVATE)

/** One bare mail address. */
export const mailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s<>(),;:\\"@\p{Cc}]+@[A-Za-z0-9.-]+$/u, 'must be one mail address, such as ops@example.com')

const isSigningSecret = (text: string): boolean => {
  const bytes = SECRET.test(text) ? keyBytesOf(text) : 0
  return bytes >= 24 && bytes <= 64
}

/** A secret of a signed webhook. */
export const signingSecret = z.string().refine(isSigningSecret, 'must be whsec_ and 24 to 64 bytes in base64')

/** A token that travels in a header or a path. */
export const token = (pattern: RegExp, message: string) => z.string().min(1).max(512).regex(pattern, message)
