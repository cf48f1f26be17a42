import { request } from 'node:http'

/** An answer as it came. */
export type Raw = { status: number; mediaType: string; headers: NodeJS.Dict<string | string[]>; text: string }

/** Sends exactly this path: a URL would tidy `..` and the like away. Of an answer without end the headers are all. */
export const askRaw = (
  url: string,
  ask: { method: string; path: string; headers?: Record<string, string>; body?: string | undefined },
): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const { method, path, headers = {}, body } = ask
    // Said here because the client leaves it out of a DELETE.
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const options = { hostname, port, method, path, headers: { ...headers, ...length }, agent: false }
    const sent = request(options, (response) => {
      const status = response.statusCode ?? 0
      const mediaType = (response.headers['content-type'] ?? '').split(';', 1)[0] ?? ''
      const chunks: Buffer[] = []
      const done = () => {
        resolve({ status, mediaType, headers: response.headers, text: Buffer.concat(chunks).toString() })
      }
      if (mediaType === 'text/event-stream') {
        done()
        sent.destroy()
        return
      }
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', done)
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
