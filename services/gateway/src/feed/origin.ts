/** The origin of a URL as browsers name it; `null` for what is none. */
const originOf = (url: string): string | null => {
  const parsed = URL.parse(url)
  return parsed === null || parsed.origin === 'null' ? null : parsed.origin
}

/**
 * Whether a browser's page may connect: one from this host, or from an origin that is listed. Programs that are no browser
 * name no origin; what is public anybody may read, and nobody acts for an operator without the token.
 */
export const mayConnect = (
  { origin, host }: { origin: string | undefined; host: string | undefined },
  allowed: readonly string[],
): boolean => {
  if (origin === undefined) return true
  const given = originOf(origin)
  if (given === null) return false
  return (host !== undefined && URL.parse(given)?.host === host) || allowed.some((one) => originOf(one) === given)
}
