import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'

/** A mail server that takes one mail after the other and keeps them; enough of RFC 5321 for a client to be content. */
export type SmtpReceiver = AsyncDisposable & {
  port: number
  /** Whole messages, headers and body. */
  mails: string[]
  /** What clients said, line by line, secrets of AUTH among it. */
  said: string[]
  /** Answers the command that begins with these letters with this reply, from now on; `null` as usual. */
  reply(command: string, line: string | null): void
}

export type SmtpOptions = {
  /** PEM; offers STARTTLS, and AUTH PLAIN behind it. */
  tls?: { key: string; cert: string }
}

type Session = { inData: boolean; secure: boolean; mail: string[] }

/** Serves on a loopback port of its own. */
export const startSmtpReceiver = async (options: SmtpOptions = {}): Promise<SmtpReceiver> => {
  const mails: string[] = []
  const said: string[] = []
  const replies = new Map<string, string>()
  const sockets = new Set<Socket>()

  const usual = (command: string, { secure }: Session): string => {
    const offers = options.tls === undefined ? [] : secure ? ['AUTH PLAIN'] : ['STARTTLS']
    const ehlo = ['localhost', ...offers, '8BITMIME']
    const known: Record<string, string> = {
      EHLO: ehlo.map((name, index) => `250${index === ehlo.length - 1 ? ' ' : '-'}${name}`).join('\r\n'),
      DATA: '354 go on',
      QUIT: '221 bye',
      AUTH: '235 yes',
      STARTTLS: options.tls === undefined ? '502 not here' : '220 go on',
    }
    return known[command] ?? '250 ok'
  }

  const serve = (socket: Socket, secure: boolean): void => {
    sockets.add(socket)
    const session: Session = { inData: false, secure, mail: [] }
    const write = (line: string) => void (socket.destroyed || socket.write(`${line}\r\n`))
    const onData = (line: string) => {
      if (line !== '.') return void session.mail.push(line.replace(/^\.\./, '.'))
      session.inData = false
      const reply = replies.get('.')
      if (reply === undefined) mails.push(session.mail.join('\r\n'))
      session.mail = []
      write(reply ?? '250 queued')
    }
    const onLine = (line: string) => {
      if (session.inData) return onData(line)
      said.push(line)
      const command = line.split(' ')[0]?.toUpperCase() ?? ''
      const reply = replies.get(command) ?? usual(command, session)
      session.inData = command === 'DATA' && reply.startsWith('354')
      write(reply)
      if (command === 'QUIT') socket.end()
      if (command === 'STARTTLS' && options.tls !== undefined) {
        socket.removeAllListeners('data')
        serve(new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(options.tls) }), true)
      }
    }
    let rest = ''
    socket.on('data', (chunk) => {
      rest += chunk.toString()
      for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        onLine(line)
      }
    })
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }

  const server = createServer((socket) => {
    serve(socket, false)
    socket.write(`${replies.get('CONNECT') ?? '220 localhost ESMTP'}\r\n`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    said,
    reply: (command, line) => void (line === null ? replies.delete(command) : replies.set(command, line)),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
