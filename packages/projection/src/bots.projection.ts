import type { BotSettings, EventOf } from '@papertape/events'
import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'

type BotRow = WrittenRow<'bots'>

const settingsOf = (data: BotSettings & { policy_hash: string }) => ({
  name: data.name,
  position_size: data.position_size,
  policy: JSON.stringify(data.policy),
  policy_hash: data.policy_hash,
  filters: JSON.stringify(data.filters),
  risk: JSON.stringify(data.risk),
})

const registeredRow = ({ bot_id, time, data }: EventOf<'bot.registered'>, partition: number, seq: number): BotRow => ({
  bot_id,
  partition,
  ...settingsOf(data),
  mode: data.mode,
  public: data.public,
  initial_capital: data.initial_capital,
  registered_at: time,
  registered_seq: seq,
  configured_seq: seq,
})

/** Table `bots`; keeps all of them, for every other projection asks whose fact it looks at. */
export const botsProjection = (rows: readonly BotRow[]) => {
  const bots = new Map(rows.map((row) => [row.bot_id, row]))
  const changed = pendingRows<BotRow>()
  const keep = (row: BotRow) => {
    bots.set(row.bot_id, row)
    changed.put(row.bot_id, row)
  }
  return {
    get: (botId: string) => bots.get(botId),
    all: () => bots.values(),
    /** A second registration of a name changes nothing: the first one is what its history was made under. */
    apply({ event, partition, seq }: Fact): void {
      const known = bots.get(event.bot_id)
      if (event.type === 'bot.registered' && known === undefined) keep(registeredRow(event, partition, seq))
      if (event.type === 'bot.configured' && known !== undefined) {
        keep({ ...known, ...settingsOf(event.data), configured_seq: seq })
      }
    },
    take: changed.take,
  }
}
