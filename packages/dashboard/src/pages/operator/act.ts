import { type Answer, type Client, type FieldError, PapertapeProblem, PapertapeUnreachable } from '@papertape/client'
import { type ReadonlySignal, useSignal } from '@preact/signals'
import { client, forgetIfRejected } from '../../data/client.ts'
import { say, words } from '../../words/words.ts'
import { keepReceipt, type Receipt, receiptOf } from './receipts.ts'

const texts = words({
  en: {
    unreachable: 'No answer came. It may have happened all the same: look how things are now before you send it again.',
    rejected: 'The gateway does not take this token (any more). It is forgotten; sign in again.',
  },
  tr: {
    unreachable: 'Yanıt gelmedi. Yine de gerçekleşmiş olabilir: yeniden göndermeden önce şu anki duruma bakın.',
    rejected: 'Ağ geçidi bu belirteci (artık) kabul etmiyor. Unutuldu; yeniden giriş yapın.',
  },
})

/** How a change went. */
export type Outcome =
  | { readonly state: 'idle' | 'busy' }
  | { readonly state: 'done'; readonly receipt: Receipt }
  | { readonly state: 'failed'; readonly why: string; readonly fields: readonly FieldError[] }

const failed = (error: unknown): Outcome => {
  const t = say(texts)
  if (forgetIfRejected(error)) return { state: 'failed', why: t.rejected, fields: [] }
  if (error instanceof PapertapeUnreachable) return { state: 'failed', why: t.unreachable, fields: [] }
  if (error instanceof PapertapeProblem) {
    return { state: 'failed', why: `${error.title} (${error.code})`, fields: error.errors }
  }
  return { state: 'failed', why: error instanceof Error ? error.message : String(error), fields: [] }
}

export type Act = {
  readonly outcome: ReadonlySignal<Outcome>
  /** Asks the gateway for a change; `null` where it did not come to one. */
  readonly run: <Data>(what: string, ask: (client: Client) => Promise<Answer<Data>>) => Promise<Answer<Data> | null>
}

/** One way of changing something: how the last time went, and what starts it. One change at a time. */
export const useAct = (): Act => {
  const outcome = useSignal<Outcome>({ state: 'idle' })
  const run: Act['run'] = async (what, ask) => {
    if (outcome.peek().state === 'busy') return null
    outcome.value = { state: 'busy' }
    try {
      const answer = await ask(client.peek())
      const receipt = receiptOf(what, answer)
      keepReceipt(receipt)
      outcome.value = { state: 'done', receipt }
      return answer
    } catch (error) {
      outcome.value = failed(error)
      return null
    }
  }
  return { outcome, run }
}

/** What the gateway says of a field: faults at it, and inside of it. */
export const faultsAt = (outcome: Outcome, pointer: string): readonly string[] =>
  outcome.state !== 'failed'
    ? []
    : outcome.fields
        .filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
        .map(({ message }) => message)
