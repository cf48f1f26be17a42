import { setTimeout as pause } from 'node:timers/promises'
import { OperatorError } from './command.ts'

/** A success of the gateway, in CONTRACT's envelope. */
export type Answer<Data> = { data: Data; meta: { as_of: { seq: number; time: string | null } } }

/** The gateway refused: its problem in one line. */
export class GatewayRefusal extends OperatorError {
  override name = 'GatewayRefusal'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

type Problem = { code?: string; title?: string; detail?: string; errors?: { pointer: string; message: string }[] }

const problemLine = ({ title, detail, errors = [] }: Problem, status: number): string =>
  [`${title ?? 'refused'} (${status})`, detail, ...errors.map(({ pointer, message }) => `${pointer} ${message}`)]
    .filter(Boolean)
    .join(': ')

/** How long a gateway may be away (on its way up again, its database gone), or its projection behind, before a command gives up. */
const patienceMs = 30_000

/**
 * Asks the gateway with the operator's token, as the commands do that work on a running system. A gateway that is away or
 * answers 503, or whose projection does not show a `min_seq` yet, is asked again for half a minute; so a `post` must be one
 * that may be repeated.
 */
export const gatewayClient = (url: string, token: string | null) => {
  const once = async (method: 'GET' | 'POST', path: string, body?: object): Promise<Response | null> => {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init = { method, headers, signal: AbortSignal.timeout(10_000) }
    try {
      return await fetch(url + path, body === undefined ? init : { ...init, body: JSON.stringify(body) })
    } catch {
      return null // nobody there: the caller decides for how long that is bearable
    }
  }
  const ask = async <Data>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer<Data>> => {
    const giveUpMs = performance.now() + patienceMs
    for (;;) {
      const response = await once(method, path, body)
      if (response?.ok === true) return (await response.json()) as Answer<Data>
      const isLate = performance.now() > giveUpMs
      if (response !== null && response.status !== 503) {
        const problem = (await response.json()) as Problem
        if (isLate || problem.code !== 'projection-behind')
          throw new GatewayRefusal(response.status, `${method} ${path}: ${problemLine(problem, response.status)}`)
      } else if (isLate) throw new OperatorError(`the gateway at ${url} does not answer`)
      await pause(250)
    }
  }
  return {
    url,
    get: <Data>(path: string) => ask<Data>('GET', path),
    post: <Data>(path: string, body: object) => ask<Data>('POST', path, body),
  }
}
export type GatewayClient = ReturnType<typeof gatewayClient>
