import { z } from 'zod'
import { utcTime } from './scalars.ts'

/** What every fact in the ledger has around its `data`. */
export type Envelope<Type extends string, Data> = {
  /** Pure function of the cause; also the message's `Nats-Msg-Id`. */
  id: string
  type: Type
  /** Version of the shape of `data`; additive fields keep it. */
  version: 1
  /** The bot whose history this is, `@all` or `@unknown`. */
  bot_id: string
  /** When it counts: the acceptance, the deciding tick, the minute. */
  time: string
  /** When a service wrote it; informs only. */
  recorded_at: string
  /** Id of the direct cause: another fact or an input message; `null` for an operator's own act. */
  cause: string | null
  /** The signal_id of the signal that set things going, where there is one. */
  correlation: string | null
  data: Data
}

/** The schema of one event type. */
export const envelope = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({
    id: z.string().describe('Pure function of the cause; doubles as Nats-Msg-Id'),
    type: z.literal(type),
    version: z.literal(1),
    bot_id: z.string().describe('A bot id, @all or @unknown'),
    time: utcTime.describe('When it counts'),
    recorded_at: utcTime.describe('When it was written; informs only'),
    cause: z.string().nullable().describe('Id of the direct cause'),
    correlation: z.string().nullable().describe('The signal that set things going'),
    data,
  })
