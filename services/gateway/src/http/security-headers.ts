import type { FastifyReply } from 'fastify'

/** For every answer: data shows nothing and runs nothing, and is never taken for another type than it says. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** No page of ours asks for any of these. */
const PERMISSIONS = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'

/** What pages carry beside their own Content-Security-Policy: no window of another site gets hold of theirs. */
export const securePage = (reply: FastifyReply): void => {
  if (!String(reply.getHeader('content-type')).startsWith('text/html')) return
  reply.header('cross-origin-opener-policy', 'same-origin')
  reply.header('permissions-policy', PERMISSIONS)
}
