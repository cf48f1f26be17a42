/** What a client may take of this process; milliseconds and bytes. */
export type HttpLimits = {
  /** From the first byte of a request to the end of its headers. */
  headersMs: number
  /** From the first byte of a request to the end of its body. */
  requestMs: number
  /** How often the two are looked at. */
  checkEveryMs: number
  /** A kept-alive connection without a request. */
  keepAliveMs: number
  /** A connection on which nothing moves, such as one whose client does not read. Streams say something more often. */
  silenceMs: number
  headerBytes: number
  bodyBytes: number
  connections: number
}

export const HTTP_LIMITS: HttpLimits = {
  headersMs: 10_000,
  requestMs: 20_000,
  checkEveryMs: 5000,
  keepAliveMs: 10_000,
  silenceMs: 120_000,
  headerBytes: 16 * 1024,
  bodyBytes: 1024 * 1024,
  connections: 5000,
}
