import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file of an archive: its name, and its content piece by piece. */
export type ZipFile = { name: string; content: AsyncIterable<string> | Iterable<string> }

/** 1980-01-01, the first day that the format knows: the same content gives the same bytes. */
const DATE = 0x21
/** Sizes and checksum follow the content; names are UTF-8. */
const FLAGS = 0x0808
const DEFLATE = 8
const VERSION = 20

type Written = { name: Buffer; crc: number; packed: number; size: number; at: number }

const words = (...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer => {
  const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of fields) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}

const localHeader = (name: Buffer): Buffer =>
  Buffer.concat([
    words([0x04034b50, 4], [VERSION, 2], [FLAGS, 2], [DEFLATE, 2], [0, 2], [DATE, 2]),
    words([0, 4], [0, 4], [0, 4], [name.length, 2], [0, 2]),
    name,
  ])

const centralHeader = ({ name, crc, packed, size, at }: Written): Buffer =>
  Buffer.concat([
    words([0x02014b50, 4], [VERSION, 2], [VERSION, 2], [FLAGS, 2], [DEFLATE, 2], [0, 2], [DATE, 2]),
    words([crc, 4], [packed, 4], [size, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
    name,
  ])

/** The format's own limit of a file and of an archive, without its extension for more. */
const BYTES_MAX = 0xffff_ffff
const DESCRIPTOR_BYTES = 16

/** Compresses a file piece by piece, counting what goes in and what comes out. */
async function* deflated(content: ZipFile['content'], written: Written): AsyncGenerator<Buffer> {
  const counted = async function* () {
    for await (const piece of content) {
      const bytes = Buffer.from(piece)
      written.crc = crc32(bytes, written.crc)
      written.size += bytes.length
      yield bytes
    }
  }
  const deflate = createDeflateRaw()
  // Who reads the compressor hears of every error, and who stops reading it stops the content.
  pipeline(Readable.from(counted()), deflate, () => undefined)
  for await (const bytes of deflate as AsyncIterable<Buffer>) {
    written.packed += bytes.length
    yield bytes
  }
}

/**
 * A ZIP archive as a stream: nothing of a file but the piece at hand is held in memory.
 * @throws RangeError where a file or the archive is larger than 4 GiB
 */
export async function* zipped(files: readonly ZipFile[]): AsyncGenerator<Buffer> {
  const all: Written[] = []
  let at = 0
  for (const { name, content } of files) {
    const written: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, at }
    const header = localHeader(written.name)
    yield header
    yield* deflated(content, written)
    yield words([0x08074b50, 4], [written.crc, 4], [written.packed, 4], [written.size, 4])
    at += header.length + written.packed + DESCRIPTOR_BYTES
    if (written.size > BYTES_MAX || at > BYTES_MAX) throw new RangeError(`${name} is too large for the archive`)
    all.push(written)
  }
  const directory = Buffer.concat(all.map(centralHeader))
  const counts = [all.length, 2] as const
  yield directory
  yield words([0x06054b50, 4], [0, 2], [0, 2], counts, counts, [directory.length, 4], [at, 4], [0, 2])
}
