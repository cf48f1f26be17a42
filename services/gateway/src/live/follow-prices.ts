import { subjects } from '@papertape/events'
import type { Follower, Tape } from '@papertape/tape'
import type { PriceBoard } from './price-board.ts'

type Instrument = { venue: string; symbol: string }

export type PriceFollower = {
  /** Makes the board follow exactly these instruments; one that is new shows its last stored price when this is done. */
  want: (instruments: readonly Instrument[]) => Promise<void>
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && a.isSubsetOf(b)

/** Keeps a price board up to date from PRICES: one consumer over the subjects of all instruments that are wanted. */
export const followPrices = (
  tape: Pick<Tape, 'follow' | 'lastMessage' | 'streamState'>,
  board: PriceBoard,
  signal: AbortSignal,
): PriceFollower => {
  let followed: ReadonlySet<string> = new Set()
  let follower: Follower | null = null
  let changing = Promise.resolve()

  const change = async (wanted: ReadonlySet<string>): Promise<void> => {
    if (signal.aborted || sameSet(wanted, followed)) return
    // The position is read before the last prices, so that no price falls between the two; the board drops repetitions.
    const from = (await tape.streamState('PRICES')).lastSeq + 1
    const last = await Promise.all(
      [...wanted].filter((subject) => !followed.has(subject)).map((subject) => tape.lastMessage('PRICES', subject)),
    )
    const previous = follower
    const resumeAt = previous === null || followed.size === 0 ? from : Math.min(from, previous.position + 1)
    previous?.close()
    for (const message of last) if (message !== null) board.heard(message)
    board.keep(wanted)
    followed = wanted
    follower =
      wanted.size === 0
        ? null
        : tape.follow({
            stream: 'PRICES',
            subjects: [...wanted],
            from: Math.max(1, resumeAt),
            signal,
            onMessage: (message) => {
              board.heard(message)
            },
          })
  }

  return {
    want: (instruments) => {
      const wanted = new Set(instruments.map(({ venue, symbol }) => subjects.price(venue, symbol)))
      const done = changing.then(() => change(wanted))
      // The caller hears of a failure; the next change must not.
      changing = done.catch(() => undefined)
      return done
    },
  }
}
