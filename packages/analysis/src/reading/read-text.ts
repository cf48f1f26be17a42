import { DataError, type Place } from './data-error.ts'

/** Files that are often handed over by mistake, by how they begin. */
const FOREIGN: readonly { start: readonly number[]; what: string }[] = [
  { start: [0xff, 0xfe], what: 'the file is UTF-16 text; save it as UTF-8' },
  { start: [0xfe, 0xff], what: 'the file is UTF-16 text; save it as UTF-8' },
  { start: [0x1f, 0x8b], what: 'the file is compressed with gzip; unpack it first' },
  {
    start: [0x50, 0x4b, 0x03, 0x04],
    what: 'the file is a zip archive (or an Excel sheet); unpack it, or save it as CSV',
  },
]

/** The file's text as it comes. `here` says how far reading has come, for errors. */
export async function* readText(chunks: AsyncIterable<Uint8Array>, here: () => Place): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch (cause) {
      throw Object.assign(new DataError('the file is not UTF-8 text from here on', here()), { cause })
    }
  }
  let isFirst = true
  for await (const chunk of chunks) {
    const foreign = isFirst
      ? FOREIGN.find(({ start }) => start.every((byte, index) => chunk[index] === byte))
      : undefined
    if (foreign !== undefined) throw new DataError(foreign.what)
    isFirst = false
    const text = decode(chunk)
    if (text.includes('\0')) throw new DataError('the file holds NUL bytes, so it is no text', here())
    if (text !== '') yield text
  }
  const rest = decode()
  if (rest !== '') yield rest
}
