import { policyHashOf } from '@papertape/events'
import type { BotNow } from './operator-acts.ts'

/**
 * A bot as far as the ledger alone tells it, for an answer that cannot wait for the projection any longer. `state` is
 * unknown then.
 */
export const writtenView = ({ bot_id, registered, settings, running, paused }: BotNow) => ({
  bot_id,
  ...settings,
  policy_hash: policyHashOf(settings),
  mode: registered.mode,
  public: registered.public,
  initial_capital: registered.initial_capital,
  running,
  paused,
  state: null,
})
