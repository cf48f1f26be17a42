import { type EventOf, type EventType, parseFact, subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'
import { type BotNow, standingStill } from './operator-acts.ts'

export type LedgerReader = Pick<Tape, 'lastMessage' | 'partitionOf'>

const newest = async <Type extends EventType>(
  tape: LedgerReader,
  botId: string,
  type: Type,
): Promise<{ seq: number; event: EventOf<Type> } | null> => {
  const message = await tape.lastMessage('LEDGER', subjects.fact(tape.partitionOf(botId), botId, type))
  if (message === null) return null
  const event = parseFact(message.text())
  if (event.type !== type) throw new TypeError(`${message.subject} holds a fact of type ${event.type}`)
  return { seq: message.seq, event: event as EventOf<Type> }
}

/**
 * A bot as the ledger itself has it, with the last sequence of its history; `null` where nobody registered it. That
 * sequence is read first: if anything is appended during the other reads, an append that expects it is refused.
 */
export const readBotHistory = async (
  tape: LedgerReader,
  botId: string,
): Promise<{ now: BotNow; lastSeq: number } | null> => {
  const last = await tape.lastMessage('LEDGER', subjects.history(tape.partitionOf(botId), botId))
  if (last === null) return null
  const [registered, configured, started, stopped] = await Promise.all([
    newest(tape, botId, 'bot.registered'),
    newest(tape, botId, 'bot.configured'),
    newest(tape, botId, 'bot.started'),
    newest(tape, botId, 'bot.stopped'),
  ])
  if (registered === null) throw new TypeError(`the history of ${botId} does not begin with its registration`)
  const stands = stopped !== null && stopped.seq > (started?.seq ?? 0)
  const { name, position_size, policy, filters, risk } = (configured ?? registered).event.data
  return {
    lastSeq: last.seq,
    now: {
      bot_id: botId,
      registered: registered.event.data,
      settings: { name, position_size, policy, filters, risk },
      ...(stands ? standingStill(stopped.event) : { running: true, paused: false, closing: false }),
    },
  }
}
