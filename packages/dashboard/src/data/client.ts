import { type Client, createClient, PapertapeProblem } from '@papertape/client'
import { computed, signal } from '@preact/signals'

/** The operator's token. It is kept in this variable alone: a reload forgets it. */
export const token = signal<string | null>(null)
/** Whether the gateway would not have the last token. */
export const tokenRejected = signal(false)

/**
 * Asks the gateway and never the browser’s cache alone, which may show an answer for seconds after the feed has told of
 * something newer. What has not changed costs a 304.
 */
const revalidated: typeof fetch = (input, init) => fetch(input, { ...init, cache: 'no-cache' })

/** The gateway that this page came from. */
export const client = computed<Client>(() =>
  createClient({
    baseUrl: location.origin,
    retries: 1,
    fetch: revalidated,
    ...(token.value === null ? {} : { token: token.value }),
  }),
)

/** Forgets a token that the gateway will not have: one that was changed, or mistyped. Answers whether it was that. */
export const forgetIfRejected = (error: unknown): boolean => {
  if (!(error instanceof PapertapeProblem) || (error.status !== 401 && error.status !== 403)) return false
  tokenRejected.value = token.peek() !== null
  token.value = null
  return true
}
