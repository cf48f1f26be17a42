import type { Answer } from './answer.ts'
import { pause } from './pause.ts'
import type { SignalInput } from './signal-input.ts'
import type { Request, RequestOptions, Transport } from './transport.ts'

/** A signal that is stored durably: it will be answered in the ledger, and `location` is where. */
export type StoredSignal = {
  readonly bot_id: string
  readonly signal_id: string
  readonly input_seq: number
  readonly location: string
}

/** What became of one line of a batch; `line` counts from 1. Other statuses than 202 say why it is not stored. */
export type LineResult =
  | {
      readonly line: number
      readonly status: 202
      readonly signal_id: string
      readonly input_seq: number
      readonly location: string
    }
  | {
      readonly line: number
      readonly status: number
      readonly signal_id: string | null
      readonly problem: { readonly code: string; readonly detail: string }
    }

export type PublishSignalOptions = RequestOptions & {
  /** 1 to 255 visible ASCII characters. Under one key the gateway publishes once, for a day; without it one is made. */
  idempotencyKey?: string
}

/** Limits of one batch: the gateway takes 1,000 lines and 1 MiB. */
const LINES_MAX = 500
const BATCH_BYTES_MAX = 900_000

const NDJSON = 'application/x-ndjson'

const requestTo = (botId: string, type: string, text: string): Request => ({
  method: 'POST',
  path: `/api/v1/signals/${encodeURIComponent(botId)}`,
  body: { type, text },
  // The key makes it so.
  idempotent: true,
})

const withKey = ({ headers, ...options }: RequestOptions, key: string): RequestOptions => ({
  ...options,
  headers: { ...headers, 'idempotency-key': key },
})

/** crypto.randomUUID is missing on pages that came over plain http; random values are there. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Publishes one signal and answers once it is stored; the key is the same over all attempts. */
export const publishSignal = async (
  transport: Transport,
  botId: string,
  signal: SignalInput,
  { idempotencyKey = newKey(), ...options }: PublishSignalOptions = {},
): Promise<Answer<StoredSignal>> =>
  (await transport(
    requestTo(botId, 'application/json', JSON.stringify(signal)),
    withKey(options, idempotencyKey),
  )) as Answer<StoredSignal>

type Batch = { first: number; lines: string[] }

/** Lines as requests take them. */
export const batchesOf = (lines: readonly string[]): Batch[] => {
  const batches: Batch[] = []
  let bytes = 0
  for (const [index, line] of lines.entries()) {
    const size = new TextEncoder().encode(line).length + 1
    const last = batches.at(-1)
    if (last === undefined || last.lines.length >= LINES_MAX || bytes + size > BATCH_BYTES_MAX) {
      batches.push({ first: index, lines: [line] })
      bytes = size
    } else {
      last.lines.push(line)
      bytes += size
    }
  }
  return batches
}

/** Attempts at lines that could not be stored just now, each a second after the one before. */
const LINE_ATTEMPTS = 3
const LINE_PAUSE_MS = 1000

const isPassing = ({ status }: LineResult): boolean => status === 503 || status === 429

/** One batch, sent again under its key as long as that may bring more lines. */
const publishBatch = async (
  transport: Transport,
  botId: string,
  { first, lines }: Batch,
  options: RequestOptions,
): Promise<LineResult[]> => {
  const request = requestTo(botId, NDJSON, `${lines.join('\n')}\n`)
  for (let attempt = 1; ; attempt += 1) {
    const { data } = await transport(request, options)
    const { results } = data as { results: readonly LineResult[] }
    if (attempt >= LINE_ATTEMPTS || !results.some(isPassing)) {
      return results.map((result) => ({ ...result, line: result.line + first }))
    }
    await pause(LINE_PAUSE_MS, options.signal)
  }
}

/**
 * Publishes signals of one bot, in order and as many as you like, and answers what became of each. A signal that is wrong
 * stops no other one. @throws PapertapeProblem where nothing of a batch was stored; lines of batches before it are.
 */
export const publishSignals = async (
  transport: Transport,
  botId: string,
  signals: readonly SignalInput[],
  { idempotencyKey = newKey(), ...options }: PublishSignalOptions = {},
): Promise<LineResult[]> => {
  const batches = batchesOf(signals.map((signal) => JSON.stringify(signal)))
  const results: LineResult[] = []
  for (const [index, batch] of batches.entries()) {
    const key = batches.length === 1 ? idempotencyKey : `${idempotencyKey}.${index + 1}`
    results.push(...(await publishBatch(transport, botId, batch, withKey(options, key))))
  }
  return results
}
