import type { Gateway } from '../gateway.ts'
import { readMonitoring } from '../reads/alarm-monitoring.ts'
import { readActiveAlarms } from '../reads/alarms.ts'
import { type Moment, momentText } from '../reads/as-of/moment.ts'
import { type StandingAsOf, standingAsOf } from '../reads/as-of/standing-as-of.ts'
import { readBots } from '../reads/bots.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readKpisOfBots, readNewest } from '../reads/kpi/newest.ts'
import { readOpenPositions } from '../reads/open-positions.ts'
import { readSummary } from '../reads/summary.ts'
import { readTrades } from '../reads/trades.ts'
import { awaitMoment } from '../routes/past-reading.ts'

const BOTS_MAX = 100
const POSITIONS_MAX = 100
const TRADES_MAX = 25

/** Whose figures a page shows. */
export type PageScope = { bot_id?: string | undefined; mode?: 'live' | 'replay' | 'demo' | undefined }

/** Everything a page shows, as of one checkpoint, as anybody may see it. @throws Problem `bot-not-found` */
export const readPage = (gateway: Pick<Gateway, 'tape' | 'store' | 'board' | 'now'>, query: PageScope) =>
  gateway.store.snapshot(async ({ projection, checkpoint }) => {
    const now = gateway.now()
    const coverage = await coverageOf(projection, { operator: false }, query)
    const live = { board: gateway.board, nowMs: Date.parse(now) }
    const { bots } = await readBots(projection, coverage, { limit: BOTS_MAX }, now)
    const positions = await readOpenPositions(projection, coverage, { limit: POSITIONS_MAX }, live)
    const finished = await readTrades(projection, coverage, { limit: TRADES_MAX, status: ['CLOSED', 'NOT_ENTERED'] })
    return {
      checkpoint,
      coverage,
      bots,
      kpis: await readKpisOfBots(
        projection,
        bots.map(({ bot_id }) => bot_id),
      ),
      kpi: (await readNewest(projection, coverage, checkpoint.seq)).snapshot,
      summary: await readSummary(projection, coverage, query),
      positions: positions.positions,
      morePositions: positions.next !== null,
      trades: finished.trades,
      alarms: await readActiveAlarms(projection, coverage, now),
      monitoring: await readMonitoring(gateway, projection, coverage, now),
    }
  })

export type PageData = Awaited<ReturnType<typeof readPage>>

/** Many browsers look at the same second; one reading serves them all. */
const SHARED_MS = 400

/** {@link readPage}, made once for all who ask for the same within {@link SHARED_MS}. */
export const sharedPages = (gateway: Gateway): ((scope: PageScope) => Promise<PageData>) => {
  const shared = new Map<string, { atMs: number; data: Promise<PageData> }>()
  return ({ bot_id, mode }) => {
    const key = JSON.stringify([mode, bot_id])
    const nowMs = Date.now()
    for (const [old, { atMs }] of shared) if (nowMs - atMs > SHARED_MS) shared.delete(old)
    const known = shared.get(key)
    if (known !== undefined) return known.data
    const data = readPage(gateway, { bot_id, mode })
    shared.set(key, { atMs: nowMs, data })
    return data
  }
}

/** The figures that stood at a moment. */
export type PastData = StandingAsOf

/** As many answers about the past are kept, which cost a fold of the ledger each; what nobody asked for longest goes first. */
const PAST_KEPT = 200

/**
 * Reads the figures of a moment, as anybody may see them.
 * @throws Problem `bot-not-found`, `as-of-beyond`, `as-of-too-far`, `busy`
 */
export const pastPages = (gateway: Gateway): ((scope: PageScope, moment: Moment) => Promise<PastData>) => {
  const kept = new Map<string, PastData>()
  return async ({ bot_id, mode }, moment) => {
    // Another ledger under the same address knows other moments.
    const key = JSON.stringify([gateway.watch.place()?.epoch, mode, bot_id, momentText(moment)])
    const known = kept.get(key)
    if (known !== undefined) {
      kept.delete(key)
      kept.set(key, known)
      return known
    }
    await awaitMoment(gateway, moment)
    const data = await standingAsOf(gateway, { operator: false }, { bot_id, mode }, moment)
    if (data.isFinal) kept.set(key, data)
    for (const oldest of kept.keys()) {
      if (kept.size <= PAST_KEPT) break
      kept.delete(oldest)
    }
    return data
  }
}
