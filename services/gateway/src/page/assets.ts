import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type BuiltDashboard, builtDashboard } from '@papertape/dashboard'
import { acceptedEncoding, ENCODINGS, type Encoding } from '../http/accepted-encoding.ts'
import { entityTagOf, tagOfEncoded } from '../http/entity-tag.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** The style and the icon that the plain pages bring themselves, by the names they are served under. */
export type OwnAssets = { style: string; icon: string }

/** What is sent of a file for an Accept-Encoding header. */
export type SentAsset = { bytes: Buffer; type: string; tag: string; encoding: Encoding | null }

/** Files that pages load, each under a name that never means another content. */
export type Assets = {
  built: BuiltDashboard | null
  own: OwnAssets
  names: readonly string[]
  /** @throws RangeError for a name that is none of `names`. */
  read(name: string, acceptEncoding: string | undefined): Promise<SentAsset>
  /** Compresses every file; until then the first who asks for one waits for it. */
  warm(): Promise<void>
}

type File = { bytes: Buffer; type: string; tag: string }

const ownFile = (name: string, ending: string): [string, Buffer] => {
  const bytes = readFileSync(new URL(`assets/${name}.${ending}`, import.meta.url))
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10)
  return [`${name}-${hash}.${ending}`, bytes]
}

/** As small as it gets: it is done once, and sent many times. */
const compress = (bytes: Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === 'gzip'
    ? zip(bytes, { level: 9 })
    : brotli(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })

/** Reads everything at once, so that no name that somebody asks for ever comes near a file system. */
export const openAssets = (built: BuiltDashboard | null = builtDashboard()): Assets => {
  const [style, styleBytes] = ownFile('plain', 'css')
  const [icon, iconBytes] = ownFile('icon', 'svg')
  const given = new Map([
    [style, { bytes: styleBytes, type: 'text/css; charset=utf-8' }],
    [icon, { bytes: iconBytes, type: 'image/svg+xml' }],
    ...(built?.files ?? []),
  ])
  const files = new Map(
    [...given].map(([name, file]): [string, File] => [name, { ...file, tag: entityTagOf(file.bytes) }]),
  )
  const compressed = new Map<string, Promise<Buffer>>()

  const read: Assets['read'] = async (name, acceptEncoding) => {
    const file = files.get(name)
    if (file === undefined) throw new RangeError(`no asset ${name}`)
    const encoding = acceptedEncoding(acceptEncoding)
    if (encoding === null) return { ...file, encoding }
    const key = `${encoding} ${name}`
    const making = compressed.get(key) ?? compress(file.bytes, encoding)
    compressed.set(key, making)
    return { ...file, bytes: await making, tag: tagOfEncoded(file.tag, encoding), encoding }
  }
  return {
    built,
    own: { style, icon },
    names: [...files.keys()],
    read,
    async warm() {
      for (const name of files.keys()) {
        for (const encoding of ENCODINGS) await read(name, encoding)
      }
    },
  }
}
