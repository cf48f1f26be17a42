/** What a health endpoint answered; `ok` false with a reason when it did not answer at all. */
export type Health = { ok: boolean; body: unknown }

/** Asks a service, or the gateway for the system as a whole, how it is. Waits at most two seconds; never throws. */
export const askHealth = async (url: string): Promise<Health> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'error' })
    const text = await answer.text()
    return { ok: answer.ok, body: parseOrText(text) }
  } catch (error) {
    const { cause, message } = error as Error
    return { ok: false, body: { error: cause instanceof Error ? cause.message : message } }
  }
}

/** Where a service tells how it is. */
export const healthUrlOf = (healthPort: number): string => `http://127.0.0.1:${healthPort}/health/ready`

const parseOrText = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
