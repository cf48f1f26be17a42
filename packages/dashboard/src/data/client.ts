import { type Client, createClient } from '@papertape/client'
import { computed, signal } from '@preact/signals'

/** The operator's token. It is kept in this variable alone: a reload forgets it. */
export const token = signal<string | null>(null)

/** The gateway that this page came from. */
export const client = computed<Client>(() =>
  createClient({
    baseUrl: location.origin,
    retries: 1,
    ...(token.value === null ? {} : { token: token.value }),
  }),
)
