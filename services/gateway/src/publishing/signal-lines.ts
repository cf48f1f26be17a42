import { z } from 'zod'
import { parseJsonBody } from '../http/json-body.ts'
import { Problem } from '../http/problem.ts'
import { readBody } from '../http/read-request.ts'
import { sourceTokenIn } from '../sources/source-token.ts'

/** One signal of a request, exactly as it was sent. `line` counts from 1; a signal sent by itself is line 1. */
export type SignalLine = { line: number; signal_id: string; data: Buffer }

/** A line of a batch that is not published. */
export type RefusedLine = { line: number; problem: Problem }

const SIGNAL_BYTES_MAX = 64 * 1024
const LINES_MAX = 1000
const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d

/** As signal-ingest reads it: characters as people count them, and none that PostgreSQL could not hold. */
const signalId = z
  .string()
  .min(1, 'must not be empty')
  .refine((text) => [...text].length <= 128, 'must have at most 128 characters')
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'must be well-formed Unicode without NUL')

/** Only what the answer needs; all other rules have their own recorded reasons. */
const signalBody = z.object({ signal_id: signalId })

/** The one field that is looked at. Any other may be there, by whatever name: it is only handed on. */
const signalIdOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return readBody(signalBody, value).signal_id
  const own = Object.getOwnPropertyDescriptor(value, 'signal_id')?.value
  return readBody(signalBody, { signal_id: own }).signal_id
}

/** Anybody may read what is recorded of a signal. */
const refuseTokens = (data: Buffer): void => {
  if (!sourceTokenIn(data.toString('latin1'))) return
  throw new Problem('validation', 'A token belongs into the Authorization header, never into a signal.', {
    errors: [{ pointer: '', code: 'token_in_body', message: 'must not hold a token' }],
  })
}

/** The signal that a body holds. @throws Problem where it is too large, no JSON object, or has no usable signal_id. */
export const readSignalLine = (data: Buffer, line = 1): SignalLine => {
  if (data.length > SIGNAL_BYTES_MAX) throw new Problem('body-too-large', 'A signal has at most 64 KiB.')
  const signal_id = signalIdOf(parseJsonBody(data))
  refuseTokens(data)
  return { line, signal_id, data }
}

/** The lines of a text with their numbers, without those that are empty. */
const linesOf = (body: Buffer): { line: number; data: Buffer }[] => {
  const lines = []
  for (let start = 0, line = 1; start < body.length; line += 1) {
    const newline = body.indexOf(NEWLINE, start)
    const end = newline === -1 ? body.length : newline
    const data = body.subarray(start, body[end - 1] === CARRIAGE_RETURN ? end - 1 : end)
    if (data.length > 0) lines.push({ line, data })
    start = end + 1
  }
  return lines
}

/**
 * The signals of a batch, NDJSON, each line judged by itself.
 * @throws Problem `validation` where there is no line, or more than 1,000.
 */
export const readSignalLines = (body: Buffer): (SignalLine | RefusedLine)[] => {
  const lines = linesOf(body)
  if (lines.length === 0) throw new Problem('validation', 'A batch has at least one line.')
  if (lines.length > LINES_MAX) throw new Problem('validation', `A batch has at most ${LINES_MAX} lines.`)
  return lines.map(({ line, data }) => {
    try {
      return readSignalLine(data, line)
    } catch (problem) {
      if (problem instanceof Problem) return { line, problem }
      throw problem
    }
  })
}
