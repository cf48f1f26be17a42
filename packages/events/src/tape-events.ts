import { z } from 'zod'
import { envelope } from './envelope.ts'
import { decimalText, utcTime } from './scalars.ts'

/** A place in PRICES, of whatever instrument: ticks behind it have a higher sequence. */
export const ticksFrom = z.object({ ticks_epoch: z.string(), ticks_after: z.number() })

/**
 * The prices at which one partition's open trades are valued, once a minute, and the tick positions from which a new
 * owner may resume: every exit decided up to them is in the ledger before this.
 */
export const marksRecorded = envelope(
  'marks.recorded',
  z.object({
    partition: z.number(),
    run: z.string().nullable().describe('Only the replay bots of this run; null = all live and demo bots'),
    minute: utcTime,
    ledger_seq: z.number().describe('Its writer had heard the ledger up to here'),
    ticks_epoch: z.string(),
    marks: z.array(
      z.object({
        venue: z.string(),
        symbol: z.string(),
        price: decimalText,
        time: utcTime,
        seq: z.number().describe('The instrument’s ticks are worked through up to here'),
      }),
    ),
  }),
)

/** A full minute (UTC) has passed for all live and demo bots. Missed minutes are not made up. */
export const clockTicked = envelope('clock.ticked', z.object({ minute: utcTime }))
