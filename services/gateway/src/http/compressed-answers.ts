import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Encoding } from './accepted-encoding.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** As small as at higher qualities for answers of ours, in a fraction of the time. */
const BROTLI_QUALITY = 4

const compress = (payload: string | Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === 'gzip'
    ? zip(payload)
    : brotli(payload, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: payload.length,
        },
      })

/** What is kept of compressed answers at most. */
const BYTES_MAX = 16 * 1024 * 1024

/** Compresses what a tag stands for: the tag is the hash of the payload and names the coding too. */
export type CompressedAnswers = (tag: string, payload: string | Buffer, encoding: Encoding) => Promise<Buffer>

/**
 * Compresses each answer once per coding, in the thread pool, however many ask for it at once or later; what was not asked
 * for in the longest time goes first.
 */
export const createCompressedAnswers = (bytesMax = BYTES_MAX): CompressedAnswers => {
  const kept = new Map<string, Buffer>()
  const making = new Map<string, Promise<Buffer>>()
  let bytes = 0

  const keep = (tag: string, made: Buffer): void => {
    if (made.length > bytesMax) return
    kept.set(tag, made)
    bytes += made.length
    for (const [oldest, { length }] of kept) {
      if (bytes <= bytesMax) break
      kept.delete(oldest)
      bytes -= length
    }
  }

  return async (tag, payload, encoding) => {
    const known = kept.get(tag)
    if (known !== undefined) {
      kept.delete(tag)
      kept.set(tag, known)
      return known
    }
    const begun = making.get(tag)
    if (begun !== undefined) return begun
    const work = compress(payload, encoding)
    making.set(tag, work)
    try {
      const made = await work
      keep(tag, made)
      return made
    } finally {
      making.delete(tag)
    }
  }
}
