import { createHmac } from 'node:crypto'

/** A secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export const SECRET = /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

/** How many bytes of key a secret holds. */
export const keyBytesOf = (secret: string): number => keyOf(secret).length

/**
 * The headers that prove a body to its receiver: Standard Webhooks, HMAC-SHA256 over `id.timestamp.body`. Each secret gives
 * one signature, so that during a rotation receivers with the old one and with the new one are both served.
 */
export const signatureHeaders = (
  secrets: readonly string[],
  { id, seconds, body }: { id: string; seconds: number; body: string },
): Record<string, string> => {
  const signatures = secrets.map((secret) => {
    const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')
    return `v1,${mac}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') }
}
