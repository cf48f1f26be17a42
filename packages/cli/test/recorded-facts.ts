import type { LedgerEvent } from '@papertape/events'
import { connectTape } from '@papertape/tape'

/** What differs between two runs of the same replay on different systems, and says nothing about its result. */
const isIncidental = (key: string): boolean =>
  /^(recorded_at|received_at|epoch|ticks_epoch|seq|ticks_after)$|_seq$/.test(key)

const withoutIncidental = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutIncidental)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isIncidental(key))
      .map(([key, inner]) => [key, withoutIncidental(inner)]),
  )
}

/** Alarms are told while the trading goes on: where they stand between a bot's other facts is not determined. */
const historyOf = (fact: LedgerEvent): string => {
  if (fact.type === 'marks.recorded') return `marks of partition ${fact.data.partition}`
  return fact.type.startsWith('alarm.') ? `alarms of ${fact.bot_id}` : fact.bot_id
}

/** Every fact of the replay bots, by bot and in ledger order, less stream sequences and recording times. */
export const replayFacts = async (natsUrl: string): Promise<Record<string, unknown[]>> => {
  const stopping = new AbortController()
  await using tape = await connectTape({ servers: natsUrl, name: 'recorded-facts' })
  const facts: Record<string, unknown[]> = {}
  const caughtUp = Promise.withResolvers<void>()
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: 'ledger.>',
    from: 1,
    signal: stopping.signal,
    onMessage(message) {
      const fact = JSON.parse(message.text()) as LedgerEvent
      if (fact.type === 'clock.ticked' || (fact.type === 'marks.recorded' && fact.data.run === null)) return
      if (fact.type === 'bot.registered') return // the operator's act, at the operator's time
      if (fact.type === 'alarms.rules_adopted') return // at the time of the evaluator's first start
      const history = historyOf(fact)
      facts[history] = [...(facts[history] ?? []), withoutIncidental(fact)]
    },
    onCaughtUp: () => caughtUp.resolve(),
  })
  await Promise.race([caughtUp.promise, follower.done])
  stopping.abort()
  return facts
}

/** What the gateway answers about the replay bots, less positions in streams. */
export const replayAnswers = async (gatewayUrl: string, token: string, botIds: readonly string[]): Promise<unknown> => {
  const answers: Record<string, unknown> = {}
  for (const botId of botIds) {
    for (const path of [
      `/api/v1/bots/${botId}/state`,
      `/api/kpi/current?bot_id=${botId}`,
      `/api/public/paper-trading/summary/?bot_id=${botId}`,
      `/api/public/paper-trading/performance/?bot_id=${botId}`,
      `/api/public/paper-trading/?bot_id=${botId}&limit=500`,
    ]) {
      const response = await fetch(gatewayUrl + path, { headers: { authorization: `Bearer ${token}` } })
      const body = (await response.json()) as { data?: unknown }
      if (!response.ok) throw new Error(`${path}: ${JSON.stringify(body)}`)
      answers[path] = withoutIncidental(body.data)
    }
  }
  return answers
}
