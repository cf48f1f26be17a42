import { aTrade, marksAt, minute } from '@papertape/metrics/testing'
import type { Tape } from '@papertape/tape'
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import type { Outbox } from '../src/outbox.ts'
import { watchLedger } from '../src/watch-ledger.ts'
import { allBut } from './given.ts'
import type { Scene } from './scene.ts'

export type Append = Tape['append']

/** Evaluators over a scene, one life after another, and what they said. */
export const watchersOf = (scene: () => Scene) => {
  const typesOf = async (botId: string) => (await scene().facts(botId)).map(({ type }) => type)
  return {
    typesOf,
    untilSaid: (botId: string, type: string) =>
      vi.waitFor(async () => expect(await typesOf(botId)).toContain(type), { timeout: 15_000, interval: 50 }),
    /** Until everything that is in the ledger now has been folded and saved. */
    async untilSaved() {
      const { lastSeq } = await scene().tape.streamState('LEDGER')
      await vi.waitFor(async () => {
        const { rows } = await sql<{ seq: number }>`select seq from alarm_evaluator.checkpoint`.execute(
          scene().store.db,
        )
        expect(rows[0]?.seq).toBeGreaterThanOrEqual(lastSeq)
      }, 15_000)
    },
    /** As `./papertape rebuild alarm-evaluator` does it. */
    rebuild: () => sql`drop schema if exists alarm_evaluator cascade`.execute(scene().store.db),
    /** An evaluator that works until it is disposed; `through` stands between it and the ledger. */
    watching(through: (append: Append) => Append = (append) => append, outbox: Outbox | null = null) {
      const end = new AbortController()
      const { tape, store, log, metrics } = scene()
      const { follow, lastMessage, streamState, epochs } = tape
      const own = { append: through(tape.append), follow, lastMessage, streamState, epochs }
      const done = watchLedger({ tape: own, store, log, metrics, outbox, held: end.signal })
      return {
        done,
        async [Symbol.asyncDispose]() {
          end.abort()
          await done
        },
      }
    },
    /** A bot of 1000 with all of it in one trade, and the marks that move it. Of its other alarms nothing is heard. */
    async allIn(bot_id: string, risk: object = {}) {
      const thresholds = allBut('MAX_DRAWDOWN_EXCEEDED')
      await scene().register({ bot_id, initial_capital: '1000', position_size: '1000', risk: { thresholds, ...risk } })
      const trade = aTrade({ bot_id, symbol: bot_id, position_size: '1000' })
      await scene().append(trade.entry)
      const partition = scene().partitionOf(bot_id)
      return {
        trade,
        mark: (at: number, price: string) => scene().append(marksAt(minute(at), { [bot_id]: price }, { partition })),
      }
    },
  }
}
