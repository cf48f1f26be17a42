/** What the client is told of a `NATS_URL`. */
export type Servers = { servers: string[]; user?: string; pass?: string; tls?: object }

/**
 * Addresses, comma-separated, and who logs in there: the client takes `nats://user:password@host:4222` for an address and
 * drops the rest. All servers of a cluster know the same users, so the first name found counts. Percent-encoding in a name
 * or password is undone. A `tls://` among them means that no password goes out to a server that does not encrypt, which to
 * the client by itself the word does not mean.
 */
export const serversOf = (text: string): Servers => {
  const parts = text.split(',').map((server) => /^([a-z]+:\/\/)?(?:(.*)@)?(.*)$/s.exec(server.trim()) ?? [])
  const found: Servers = { servers: parts.map(([, scheme = '', , address = '']) => scheme + address) }
  if (parts.some(([, scheme]) => scheme === 'tls://')) found.tls = {}
  const login = parts.find(([, , given]) => given !== undefined)?.[2]
  if (login === undefined) return found
  const [user = '', ...pass] = login.split(':')
  return { ...found, user: decodeURIComponent(user), pass: decodeURIComponent(pass.join(':')) }
}
