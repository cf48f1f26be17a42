import { setTimeout as delay } from 'node:timers/promises'
import {
  asOnlyRebuild,
  createProjection,
  dropProjection,
  type Store,
  StoreUnavailable,
  swapProjections,
} from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { type ProjectLog, project } from './project.ts'

/** Two at a time would build in one place. */
export class RebuildRunning extends Error {
  override name = 'RebuildRunning'
  constructor() {
    super('another rebuild or verification is running')
  }
}

export type BuildProgress = { seq: number; lastSeq: number; events: number; elapsedMs: number }

export type BuildOptions = {
  tape: Pick<Tape, 'follow' | 'streamState'>
  store: Store
  signal: AbortSignal
  log: ProjectLog
  onProgress?(progress: BuildProgress): void
}

/** How a rebuild went: `events` folded, of which the last is at `seq`. */
export type Built = { seq: number; epoch: string; events: number; elapsedMs: number }

const SWAP_ATTEMPTS = 30

/** Makes an empty `projection_next`; what an interrupted rebuild left there goes first. */
export const beginNext = async (store: Store): Promise<void> => {
  await dropProjection(store.db, 'projection_next')
  await createProjection(store.db, 'projection_next')
}

/**
 * Builds a projection from the ledger's first fact beside the live one and swaps it in under a new epoch. Live reads and
 * the projector go on meanwhile; nothing of the live projection is used, so it may be broken, foreign or missing.
 * @throws RebuildRunning
 */
export const rebuildProjection = async (options: BuildOptions): Promise<Built> => {
  const { store } = options
  let built: Built | null = null
  const ran = await asOnlyRebuild(store.db, async () => {
    await beginNext(store)
    try {
      built = await buildAndSwap(options)
    } finally {
      await dropProjection(store.db, 'projection_next')
    }
  })
  if (!ran || built === null) throw new RebuildRunning()
  return built
}

const buildAndSwap = async ({ tape, store, signal, log, onProgress }: BuildOptions): Promise<Built> => {
  const startedAtMs = performance.now()
  const { lastSeq } = await tape.streamState('LEDGER')
  const { epoch } = await store
    .projection('projection_next')
    .selectFrom('checkpoint')
    .select('epoch')
    .executeTakeFirstOrThrow()
  const stop = new AbortController()
  const result: Built = { seq: 0, epoch, events: 0, elapsedMs: 0 }
  let wanted = { seq: lastSeq, reached: Promise.withResolvers<void>() }
  const reach = (seq: number): Promise<void> => {
    wanted = { seq, reached: Promise.withResolvers() }
    if (result.seq >= seq) wanted.reached.resolve()
    return wanted.reached.promise
  }
  const building = project({
    tape,
    store,
    schema: 'projection_next',
    signal: AbortSignal.any([signal, stop.signal]),
    log,
    onCommit({ seq, events }) {
      result.seq = seq
      result.events += events
      result.elapsedMs = performance.now() - startedAtMs
      onProgress?.({ seq, lastSeq: Math.max(lastSeq, seq), events: result.events, elapsedMs: result.elapsedMs })
      if (seq >= wanted.seq) wanted.reached.resolve()
    },
  })
  const failed = building.then(() => {
    signal.throwIfAborted()
  })
  const finish = async (liveSeq: number): Promise<void> => {
    await Promise.race([reach(liveSeq), failed])
    stop.abort()
    await building
  }
  try {
    await Promise.race([reach(lastSeq), failed])
    await swapWhenPossible(store, finish, signal)
  } finally {
    stop.abort()
    await building.catch(() => undefined) // told by the race
  }
  return result
}

/** The locks are asked for only briefly at a time, so a busy moment is waited out. */
const swapWhenPossible = async (
  store: Store,
  finish: (liveSeq: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    let finishing = false
    try {
      return await swapProjections(store.db, (liveSeq) => {
        finishing = true
        return finish(liveSeq)
      })
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || finishing || attempt === SWAP_ATTEMPTS) throw error
      await delay(200, undefined, { signal })
    }
  }
}
