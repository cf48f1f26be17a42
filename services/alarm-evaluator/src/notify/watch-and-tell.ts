import { retry } from '@papertape/service-kit'
import type { Tape } from '@papertape/tape'
import { type WatchOptions, watchLedger } from '../watch-ledger.ts'
import { beginTelling } from './outbox-position.ts'
import { createOutboxWriter } from './outbox-writer.ts'
import type { SendWorker } from './send-worker.ts'

type Options = Omit<WatchOptions, 'outbox'> & {
  tape: Pick<Tape, 'streamState'>
  worker: SendWorker
  publicUrl: string | undefined
}

/** Watches the ledger and tells people, both until the watching ends. */
export const watchAndTell = async ({ worker, publicUrl, ...options }: Options): Promise<void> => {
  const { tape, store, log, held } = options
  const ledger = await tape.streamState('LEDGER')
  await retry(() => beginTelling(store, ledger.epoch, ledger.lastSeq), { signal: held, log, what: 'begin to tell' })
  const ended = new AbortController()
  const outbox = createOutboxWriter({ publicUrl, onWritten: worker.nudge })
  const telling = worker.run(AbortSignal.any([held, ended.signal]))
  try {
    await watchLedger({ ...options, outbox })
  } finally {
    ended.abort()
    await telling
  }
}
