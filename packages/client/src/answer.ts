import { problemOf } from './problem.ts'

/** The ledger position that an answer rests on, and when that fact was written. */
export type AsOf = { readonly seq: number; readonly time: string | null }

/** Where the next page of a list begins; `null` behind the last. */
export type PageInfo = { readonly next: string | null; readonly limit?: number }

/** What an operation answered. `meta` is the envelope's, `asOf` of it; both are empty where an answer has no envelope. */
export type Answer<Data> = {
  readonly data: Data
  readonly asOf: AsOf | null
  readonly page: PageInfo | null
  readonly meta: Readonly<Record<string, unknown>>
  readonly status: number
  readonly requestId: string | null
  readonly headers: Headers
}

type Envelope = { success: boolean; data: unknown; page?: PageInfo; meta?: Record<string, unknown> & { as_of?: AsOf } }

const isEnvelope = (body: unknown): body is Envelope =>
  typeof body === 'object' && body !== null && 'success' in body && 'data' in body

/** The body as JSON where it is that, else as text. */
const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text()
  if (!/[/+]json\b/.test(response.headers.get('content-type') ?? '')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/**
 * Reads an answer. @throws PapertapeProblem for one that says no. Health is data even with 503: it comes in the envelope.
 */
export const readAnswer = async (response: Response): Promise<Answer<unknown>> => {
  const body = await readBody(response)
  const envelope = isEnvelope(body) ? body : null
  if (!response.ok && envelope === null) throw problemOf(response, body)
  const meta = envelope?.meta ?? {}
  return {
    data: envelope === null ? body : envelope.data,
    asOf: envelope?.meta?.as_of ?? null,
    page: envelope?.page ?? null,
    meta,
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    headers: response.headers,
  }
}
