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

type Problem = { title?: string; detail?: string; errors?: { pointer: string; message: string }[] }

const problemLine = ({ title, detail, errors = [] }: Problem, status: number): string =>
  [`${title ?? 'refused'} (${status})`, detail, ...errors.map(({ pointer, message }) => `${pointer} ${message}`)]
    .filter(Boolean)
    .join(': ')

/** Asks the gateway with the operator's token, as the commands do that work on a running system. */
export const gatewayClient = (url: string, token: string | null) => {
  const ask = async <Data>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer<Data>> => {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    let response: Response
    try {
      const init = { method, headers, signal: AbortSignal.timeout(30_000) }
      response = await fetch(url + path, body === undefined ? init : { ...init, body: JSON.stringify(body) })
    } catch (cause) {
      throw new OperatorError(`the gateway at ${url} does not answer`, { cause })
    }
    if (!response.ok)
      throw new GatewayRefusal(
        response.status,
        `${method} ${path}: ${problemLine((await response.json()) as Problem, response.status)}`,
      )
    return (await response.json()) as Answer<Data>
  }
  return {
    url,
    get: <Data>(path: string) => ask<Data>('GET', path),
    post: <Data>(path: string, body: object) => ask<Data>('POST', path, body),
  }
}
export type GatewayClient = ReturnType<typeof gatewayClient>
