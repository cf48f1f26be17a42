import { UNKNOWN_BOT } from '@papertape/events'
import type { Coverage, Projection } from '../../reads/coverage.ts'
import { readSignals, SIGNAL_FIELDS } from '../../reads/signals.ts'
import type { Fact, View } from './fact-view.ts'

/** Signals of a snapshot: a page as REST lists it. */
const SHOWN = 50

/** The newest dispositions. */
export const readNewestSignals = async (projection: Projection, coverage: Coverage) =>
  (await readSignals(projection, coverage, { limit: SHOWN })).signals

/** Each disposition as REST lists it, by its sequence. */
export const viewSignals = async (projection: Projection, facts: readonly Fact[]): Promise<Map<number, View>> => {
  const seqs = facts.flatMap(({ seq, event }) => (event.type.startsWith('signal.') ? [seq] : []))
  if (seqs.length === 0) return new Map()
  const rows = await projection
    .selectFrom('signals')
    .leftJoin('bots as named', 'named.bot_id', 'signals.bot_token')
    .select(SIGNAL_FIELDS.map((field) => `signals.${field}` as const))
    .select(['signals.public as is_public', 'named.public as named_public'])
    .where('ledger_seq', 'in', seqs)
    .execute()
  return new Map(
    rows.map(({ is_public, named_public, ...data }): [number, View] => {
      // Sent under a name before a private bot was registered by it: still nobody else's business.
      const unknown = data.bot_id === UNKNOWN_BOT
      const isPublic = unknown ? named_public !== false : is_public
      return [data.ledger_seq, { public: isPublic, mode: unknown ? null : data.mode, data }]
    }),
  )
}
