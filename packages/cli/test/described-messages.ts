import { connectTape } from '@papertape/tape'
import { messageJudgeBy } from '@papertape/testkit'

/** SIGNALS is not followed by anybody but its owner; it is small, and read message by message. */
const FOLLOWED = [
  { stream: 'LEDGER', subjects: 'ledger.>' },
  { stream: 'PRICES', subjects: 'prices.>' },
] as const

/** What of all that a running system has stored its own AsyncAPI document does not tell of, and how much there was. */
export const undescribedMessages = async (
  natsUrl: string,
  gatewayUrl: string,
): Promise<{ faults: string[]; messages: number }> => {
  const judge = messageJudgeBy(await (await fetch(`${gatewayUrl}/api/asyncapi.json`)).json())
  await using tape = await connectTape({ servers: natsUrl, name: 'described-messages' })
  const faults: string[] = []
  let messages = 0
  for (const { stream, subjects } of FOLLOWED) {
    const stopping = new AbortController()
    const caughtUp = Promise.withResolvers<void>()
    const follower = tape.follow({
      stream,
      subjects,
      from: 1,
      signal: stopping.signal,
      onMessage: (message) => {
        messages += 1
        faults.push(...judge(message.subject, JSON.parse(message.text())))
      },
      onCaughtUp: () => caughtUp.resolve(),
    })
    await Promise.race([caughtUp.promise, follower.done])
    stopping.abort()
  }
  const { lastSeq } = await tape.streamState('SIGNALS')
  for (let seq = 1; seq <= lastSeq; seq += 1) {
    const message = await tape.message('SIGNALS', seq)
    if (message === null) continue
    messages += 1
    faults.push(...judge(message.subject.replace(/^inbox\.\d+/, 'signals'), JSON.parse(message.text())))
  }
  return { faults, messages }
}
