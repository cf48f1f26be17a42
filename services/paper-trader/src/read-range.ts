import type { Tape } from '@papertape/tape'
import type { RawPrice } from './recent-prices.ts'

/** All messages that REPLAYS holds of a subject behind `after`, up to `through`. */
export const readRange = async (
  tape: Tape,
  { subject, after, through, signal }: { subject: string; after: number; through: number; signal: AbortSignal },
): Promise<RawPrice[]> => {
  if (after >= through) return []
  const found: RawPrice[] = []
  const follower = tape.follow({
    stream: 'REPLAYS',
    subjects: subject,
    from: after + 1,
    signal,
    onMessage(message) {
      if (message.seq <= through) found.push(message)
    },
  })
  try {
    await Promise.race([follower.reached(through), follower.done])
    return found
  } finally {
    follower.close()
  }
}
