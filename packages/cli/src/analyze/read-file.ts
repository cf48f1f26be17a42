import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { DataError, type ReadOptions, readRecord, type TrackRecord } from '@papertape/analysis'
import { OperatorError } from '../command.ts'
import type { analyzeProgress } from './analyze-progress.ts'
import { printable } from './terminal-sheet.ts'

const CHUNK_BYTES = 256 * 1024

/**
 * Reads one file as a track record, telling how far it has come.
 * @throws OperatorError where it cannot be read, naming file, row and column.
 */
export const readFile = async (
  path: string,
  options: Omit<ReadOptions, 'onRow'>,
  progress: ReturnType<typeof analyzeProgress>,
): Promise<TrackRecord> => {
  let rows = 0
  async function* chunks(bytesAll: number) {
    let bytes = 0
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      progress.at({ rows, bytes, bytesAll })
      yield chunk
    }
  }
  try {
    const { size } = await stat(path)
    return await readRecord(() => chunks(size), {
      ...options,
      onRow(count) {
        rows = count
      },
    })
  } catch (cause) {
    if (cause instanceof DataError) throw new OperatorError(printable(`${path}: ${cause.message}`), { cause })
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    throw new OperatorError(printable(`${path} cannot be read: ${cause.message}`), { cause })
  }
}
