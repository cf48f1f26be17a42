import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { isBotId } from '@papertape/events'
import { z } from 'zod'
import { OperatorError } from '../command.ts'

/** One line of a replay file: its number (from 1), where it goes, its payload as published and its time, where it has one. */
export type ReplayLine =
  | { line: number; kind: 'signal'; bot_id: string; payload: string; timeMs: number | null }
  | { line: number; kind: 'price' | 'candle'; venue: string; symbol: string; payload: string; timeMs: number | null }

/** What a whole file holds. */
export type ReplayFile = {
  path: string
  /** SHA-256 of the bytes. */
  hash: string
  lines: number
  signals: number
  ticks: number
  /** Every bot that a signal names, sorted. */
  botIds: string[]
}

/** A line that cannot be replayed. Signals and prices with wrong *fields* can: the system records what is wrong with them. */
export class ReplayLineError extends OperatorError {
  override name = 'ReplayLineError'
  constructor(path: string, line: number, field: string, rule: string) {
    super(`${path}:${line}: ${field}: ${rule}`)
  }
}

const name = z.string().min(1).max(64)
const lineSchema = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('signal'),
    bot_id: z.string().refine(isBotId, 'must be 1–64 characters of A–Z a–z 0–9 _ -'),
  }),
  z.looseObject({ kind: z.literal('price'), venue: name.default('binance'), symbol: name }),
  z.looseObject({ kind: z.literal('candle'), venue: name.default('binance'), symbol: name }),
])

const timeOf = (value: unknown): number | null => {
  const timeMs = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(timeMs) ? timeMs : null
}

/**
 * Parses one line; `null` for an empty one.
 * @throws ReplayLineError naming file, line, field and rule.
 */
export const parseReplayLine = (path: string, line: number, text: string): ReplayLine | null => {
  if (text.trim() === '') return null
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new ReplayLineError(path, line, 'line', 'must be one JSON object')
  }
  const parsed = lineSchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.path.join('.') || 'line'
    throw new ReplayLineError(
      path,
      line,
      field,
      field === 'kind' ? 'must be signal, price or candle' : (issue?.message ?? 'is wrong'),
    )
  }
  const timeMs = timeOf(parsed.data['time'])
  if (parsed.data.kind !== 'signal') {
    const { kind, venue, symbol } = parsed.data
    return { line, kind, venue, symbol, payload: text, timeMs }
  }
  const { kind, bot_id, ...signal } = parsed.data
  return { line, kind, bot_id, payload: JSON.stringify(signal), timeMs }
}

/** The lines of a file in order, without holding it in memory. */
export async function* replayLines(path: string): AsyncGenerator<ReplayLine> {
  let number = 0
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    const line = parseReplayLine(path, number, text)
    if (line !== null) yield line
  }
}

/** @throws OperatorError where the file cannot be read. */
const hashOfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  } catch (cause) {
    throw new OperatorError(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
  return hash.digest('hex')
}

/** Reads a file once from end to end: nothing is published of a file that has a line which cannot be. */
export const inspectReplayFile = async (path: string): Promise<ReplayFile> => {
  const file: ReplayFile = { path, hash: await hashOfFile(path), lines: 0, signals: 0, ticks: 0, botIds: [] }
  const bots = new Set<string>()
  for await (const line of replayLines(path)) {
    file.lines += 1
    if (line.kind === 'signal') {
      file.signals += 1
      bots.add(line.bot_id)
    } else file.ticks += 1
  }
  file.botIds = [...bots].toSorted()
  return file
}

/** The run that a file makes with its bots; the same again is the same run, and resumes or does nothing. */
export const runOf = (file: ReplayFile): string =>
  createHash('sha256')
    .update(`${file.hash}\n${file.botIds.join('\n')}`)
    .digest('hex')
    .slice(0, 16)
