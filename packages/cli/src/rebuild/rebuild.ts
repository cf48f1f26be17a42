import {
  type Built,
  RebuildRunning,
  rebuildProjection,
  type Verification,
  verifyProjection,
} from '@papertape/projection'
import { openStore, ProjectionMismatch, type Store, StoreUnavailable, storeError } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { CompiledQuery } from 'kysely'
import { OperatorError } from '../command.ts'
import { perSecond } from '../progress-line.ts'
import { rebuildProgress } from './rebuild-progress.ts'

/** What grows back from the ledger, by the name it is asked for. */
export const REBUILDABLE = ['projection', 'alarm-evaluator'] as const
export type Rebuildable = (typeof REBUILDABLE)[number]

export type RebuildOptions = {
  natsUrl: string
  databaseUrl: string
  /** Default all. */
  name?: Rebuildable
  /** Compares, changes nothing. */
  verify: boolean
  /** One JSON document on stdout. */
  json: boolean
  signal: AbortSignal
}

/** How long the servers are waited for: whoever calls this has a system running. */
const CONNECT_MS = 15_000

/**
 * Rebuilds from the ledger what grows back from it, or compares; answers the exit code: 0 done, 1 when `verify` finds a
 * difference.
 */
export const rebuild = async (options: RebuildOptions): Promise<number> => {
  await using tape = await connected('nats-server', options, (signal) =>
    connectTape({ servers: options.natsUrl, name: 'rebuild', signal }),
  )
  await using store = await connected('PostgreSQL', options, (signal) =>
    openStore({ url: options.databaseUrl, name: 'rebuild', signal, projection: 'leave' }),
  )
  try {
    return options.verify ? await verify(tape, store, options) : await rebuildAll(tape, store, options)
  } catch (error) {
    if (error instanceof RebuildRunning || error instanceof ProjectionMismatch || error instanceof StoreUnavailable) {
      throw new OperatorError(error.message, { cause: error })
    }
    throw error
  }
}

const connected = async <Connection>(
  server: string,
  { signal }: Pick<RebuildOptions, 'signal'>,
  connect: (signal: AbortSignal) => Promise<Connection>,
): Promise<Connection> => {
  const patience = new AbortController()
  const timer = setTimeout(() => {
    patience.abort(new OperatorError(`${server} does not answer; is the system running?`))
  }, CONNECT_MS)
  try {
    return await connect(AbortSignal.any([signal, patience.signal]))
  } finally {
    clearTimeout(timer)
  }
}

const rebuildAll = async (tape: Tape, store: Store, { name, json, signal }: RebuildOptions): Promise<number> => {
  const progress = rebuildProgress('rebuild')
  let built: Built | null = null
  try {
    if (name !== 'alarm-evaluator') {
      built = await rebuildProjection({ tape, store, signal, log: silent, onProgress: progress.at })
    }
    if (name !== 'projection') await resetAlarmEvaluator(store)
  } finally {
    progress.end()
  }
  const summary = {
    rebuilt: name === undefined ? [...REBUILDABLE] : [name],
    ...(built && {
      seq: built.seq,
      epoch: built.epoch,
      events: built.events,
      elapsed_seconds: built.elapsedMs / 1000,
      events_per_second: perSecond(built.events, built.elapsedMs / 1000),
    }),
  }
  process.stdout.write(`${json ? JSON.stringify(summary) : describeBuilt(built)}\n`)
  return 0
}

/** The working instance notices that its tables are gone, and folds the ledger anew, telling nothing twice. */
const resetAlarmEvaluator = async (store: Store): Promise<void> => {
  try {
    await store.db.executeQuery(CompiledQuery.raw('drop schema if exists alarm_evaluator cascade'))
  } catch (error) {
    throw storeError(error)
  }
}

const describeBuilt = (built: Built | null): string =>
  built === null
    ? 'the alarm-evaluator folds the ledger anew'
    : `rebuilt from ${built.events} events up to ledger sequence ${built.seq} in ${(built.elapsedMs / 1000).toFixed(1)} s; swapped in`

const verify = async (tape: Tape, store: Store, { json, signal }: RebuildOptions): Promise<number> => {
  const progress = rebuildProgress('verify')
  let verification: Verification
  try {
    verification = await verifyProjection({ tape, store, signal, log: silent, onProgress: progress.at })
  } finally {
    progress.end()
  }
  const { seq, tables, differing, elapsedMs } = verification
  const summary = { same: differing === 0, seq, differing, elapsed_seconds: elapsedMs / 1000, tables }
  process.stdout.write(`${json ? JSON.stringify(summary) : describeVerification(verification)}\n`)
  return differing === 0 ? 0 : 1
}

const describeVerification = ({ seq, tables, differing }: Verification): string =>
  [
    ...tables.flatMap(({ table, rows, differing: different, differences }) => [
      `${table.padEnd(24)} ${String(rows).padStart(9)} rows  ${different === 0 ? 'same' : `${different} DIFFER`}`,
      ...differences.flatMap(({ key, live, rebuilt }) => [
        `  ${key}`,
        `    live    ${live ?? '(no such row)'}`,
        `    rebuilt ${rebuilt ?? '(no such row)'}`,
      ]),
    ]),
    '',
    differing === 0
      ? `live and rebuilt are the same, byte for byte, at ledger sequence ${seq}`
      : `live and rebuilt differ in ${differing} rows at ledger sequence ${seq}`,
  ].join('\n')

/** What a build would log, the progress line says. */
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
