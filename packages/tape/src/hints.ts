import { errors } from '@nats-io/nats-core'
import type { Link } from './link.ts'
import type { Tape } from './tape.ts'

/** Words in passing, on core NATS: whoever is not listening misses them. */
export const createHints = (link: Link): Pick<Tape, 'hint' | 'onHint' | 'respond' | 'ask'> => {
  const { connection, log } = link
  return {
    hint(subject, hint) {
      // Held back while there is no connection, it would arrive when it is no longer true.
      if (link.isUp()) connection.publish(subject, JSON.stringify(hint))
    },
    onHint(subject, heard) {
      const subscription = connection.subscribe(subject, {
        callback(error, message) {
          if (error !== null) return log.warn({ subject, error }, 'cannot hear hints')
          const hint = readJson(message.string())
          if (hint !== undefined) heard(hint)
        },
      })
      return () => subscription.unsubscribe()
    },
    respond(subject, answer) {
      const subscription = connection.subscribe(subject, {
        callback(error, message) {
          if (error !== null) return log.warn({ subject, error }, 'cannot hear questions')
          Promise.try(answer, message.subject).then(
            (answered) => message.respond(JSON.stringify(answered)),
            // Not answering makes the other side ask again.
            (failure: unknown) => log.warn({ subject: message.subject, error: failure }, 'cannot answer a question'),
          )
        },
      })
      return () => subscription.unsubscribe()
    },
    async ask(subject, timeoutMs) {
      try {
        const reply = await connection.request(subject, undefined, { timeout: timeoutMs })
        return readJson(reply.string()) ?? null
      } catch (error) {
        if (nobodyAnswered(error)) return null
        throw error
      }
    },
  }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // anybody may speak on core NATS; what is no JSON was not meant for us
  }
}

const nobodyAnswered = (error: unknown): boolean =>
  error instanceof errors.TimeoutError ||
  error instanceof errors.NoRespondersError ||
  error instanceof errors.RequestError
