import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { rowKey } from './pending-rows.ts'
import { type BotIdentity, scopesOf } from './scope.ts'

type TotalRow = WrittenRow<'signal_totals'>

/** Table `signal_totals`: what is taken are differences, which the database adds. Remembers nothing. */
export const signalTotalsProjection = () => {
  let changed = new Map<string, TotalRow>()
  return {
    apply({ event }: Fact, bot: BotIdentity | undefined): void {
      if (event.type !== 'signal.accepted' && event.type !== 'signal.rejected') return
      const outcome = event.type === 'signal.accepted' ? 'ACCEPTED' : 'REJECTED'
      const reason = event.type === 'signal.accepted' ? null : event.data.reason
      for (const scope of bot === undefined ? [event.bot_id] : scopesOf(bot)) {
        const key = rowKey(scope, outcome, reason)
        const row = changed.get(key) ?? { scope, outcome, reason, count: 0 }
        changed.set(key, row)
        row.count += 1
      }
    },
    take(): TotalRow[] {
      const taken = [...changed.values()]
      changed = new Map()
      return taken
    },
  }
}
