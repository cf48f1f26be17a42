import type { Tape } from '@papertape/tape'
import { messageJudgeBy } from '@papertape/testkit'
import { asyncApiOf } from '../../src/api/asyncapi.ts'

/** What of the whole ledger the AsyncAPI document does not tell of. */
export const undescribedFacts = async (tape: Pick<Tape, 'follow'>): Promise<string[]> => {
  const judge = messageJudgeBy(asyncApiOf())
  const stopping = new AbortController()
  const faults: string[] = []
  const caughtUp = Promise.withResolvers<void>()
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: 'ledger.>',
    from: 1,
    signal: stopping.signal,
    onMessage: (message) => {
      faults.push(...judge(message.subject, JSON.parse(message.text())))
    },
    onCaughtUp: () => caughtUp.resolve(),
  })
  await Promise.race([caughtUp.promise, follower.done])
  stopping.abort()
  return faults
}
