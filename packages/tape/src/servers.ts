/**
 * Addresses, comma-separated, and who logs in there: the client takes `nats://user:password@host:4222` for an address and
 * drops the rest. All servers of a cluster know the same users, so the first name found counts. Percent-encoding in a name
 * or password is undone.
 */
export const serversOf = (text: string): { servers: string[]; user?: string; pass?: string } => {
  const parts = text.split(',').map((server) => /^([a-z]+:\/\/)?(?:(.*)@)?(.*)$/s.exec(server.trim()) ?? [])
  const servers = parts.map(([, scheme = '', , address = '']) => scheme + address)
  const login = parts.find(([, , given]) => given !== undefined)?.[2]
  if (login === undefined) return { servers }
  const [user = '', ...pass] = login.split(':')
  return { servers, user: decodeURIComponent(user), pass: decodeURIComponent(pass.join(':')) }
}
