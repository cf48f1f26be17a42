import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { PROBLEMS, Problem, type ProblemCode, problemBody } from './problem.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

const codes: Record<string, ProblemCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
}

const secureLines = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')

/** Answers what the HTTP parser itself refuses, before any route is known, and closes the connection. */
export const answerBrokenConnection = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = new Problem(codes[error.code ?? ''] ?? 'malformed-request')
  const body = JSON.stringify(problemBody(problem, { id: randomUUID() }))
  const [status, title] = PROBLEMS[problem.code]
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/problem+json\r\n${secureLines}` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
