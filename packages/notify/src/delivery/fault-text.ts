import type { ChannelKind } from '../channel.ts'

/** What a chat service says about a refusal in its answer's body. */
export type FaultText = { reason: string | null; retry_after_ms: number | null }

const NOTHING: FaultText = { reason: null, retry_after_ms: null }

const parsed = (body: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body)
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** One line of printable text. */
const line = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ') : null

const milliseconds = (seconds: unknown): number | null =>
  typeof seconds === 'number' && seconds >= 0 && seconds <= 86_400 ? Math.ceil(seconds * 1000) : null

/**
 * Reads the refusals of the three chat services, whose forms are known. What any other receiver says stays unread: a page
 * of an unknown server is no business of the delivery log.
 */
export const faultTextOf = (kind: ChannelKind, body: string): FaultText => {
  switch (kind) {
    case 'slack':
      return { ...NOTHING, reason: /^[a-z_]{2,60}$/.test(body.trim()) ? body.trim() : null }
    case 'discord': {
      const { message, retry_after } = parsed(body)
      return { reason: line(message), retry_after_ms: milliseconds(retry_after) }
    }
    case 'telegram': {
      const { description, parameters } = parsed(body)
      const wait = parameters !== null && typeof parameters === 'object' ? parameters : {}
      return {
        reason: line(description),
        retry_after_ms: milliseconds('retry_after' in wait ? wait.retry_after : undefined),
      }
    }
    case 'webhook':
    case 'alertmanager':
    case 'email':
      return NOTHING
  }
}
