/** Codings that this service sends, best first. */
export const ENCODINGS = ['br', 'gzip'] as const
export type Encoding = (typeof ENCODINGS)[number]

const weightsOf = (header: string): Map<string, number> =>
  new Map(
    header.split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
      const weight = parameters.find((text) => text.startsWith('q='))?.slice(2)
      return [name, weight === undefined ? 1 : Number(weight)]
    }),
  )

/** The coding of those offered that an Accept-Encoding header likes best (RFC 9110, 12.5.3); `null` for the text as it is. */
export const acceptedEncoding = (
  header: string | undefined,
  offered: readonly Encoding[] = ENCODINGS,
): Encoding | null => {
  if (header === undefined || header === '') return null
  const weights = weightsOf(header)
  let best: Encoding | null = null
  let bestWeight = 0
  for (const encoding of offered) {
    const weight = weights.get(encoding) ?? weights.get('*') ?? 0
    if (weight > bestWeight) [best, bestWeight] = [encoding, weight]
  }
  return best
}
