import { setTimeout as pause } from 'node:timers/promises'
import { subjects } from '@papertape/events'
import {
  type OrderedPublisher,
  OrderedPublishFailed,
  openOrderedPublisher,
  PublishRefused,
  type Tape,
} from '@papertape/tape'
import { type ReplayFile, type ReplayLine, replayLines } from './replay-file.ts'
import {
  type Disposition,
  followDispositions,
  inboxOf,
  LINE_HEADER,
  lastSignalOfRun,
  lastTickOfRun,
  messageIdOf,
  RUN_HEADER,
} from './run-position.ts'
import { untilWorkedThrough } from './worked-through.ts'

/** What a push tells at its end. */
export type PushReport = {
  /** Lines that an earlier push of the same run had published already. */
  skipped: number
  accepted: number
  rejected: Record<string, number>
}

type Push = {
  tape: Tape
  natsUrl: string
  file: ReplayFile
  run: string
  /** Of the file's bots, those that are registered. */
  registered: readonly string[]
  /** Payload seconds per second of the wall clock; `null` as fast as it goes. */
  speed: number | null
  signal: AbortSignal
  onLine: (line: number) => void
  onWait: (what: string) => void
}

/** Waits as long as the recording did between two lines, divided by the speed. */
const pacer = (speed: number | null, signal: AbortSignal) => {
  let start: { wallMs: number; payloadMs: number } | null = null
  return async (timeMs: number | null) => {
    if (speed === null || timeMs === null) return
    start ??= { wallMs: performance.now(), payloadMs: timeMs }
    const waitMs = start.wallMs + (timeMs - start.payloadMs) / speed - performance.now()
    if (waitMs > 1) await pause(waitMs, undefined, { signal })
  }
}

/**
 * Pushes a run through the system in lock-step at signals: a signal is published only when everything before it has been
 * worked through, and the next tick only when the signal's disposition is in the ledger and heard by the paper trader. So
 * the file alone decides the result, whatever is killed meanwhile. Lines that an earlier push published are passed over.
 */
export const pushRun = async (push: Push): Promise<PushReport> => {
  const { tape, run, signal } = push
  const dispositions = await followDispositions(tape, push.file.botIds, signal)
  const partitions = [...new Set(push.registered.map((botId) => tape.partitionOf(botId)))]
  const heardOf = new Map<number, number>()
  const pace = pacer(push.speed, signal)
  let publisher: OrderedPublisher | null = null

  const workedThrough = async (seq: number) => {
    const onSilence = (partition: number) => (seconds: number) =>
      push.onWait(`no paper-trader has answered for partition ${partition} for ${seconds} s`)
    await Promise.all(
      partitions.map((partition) => {
        const wanted = { run, partition, seq, ledgerSeq: heardOf.get(partition) ?? 0 }
        return untilWorkedThrough(tape, wanted, { signal, onSilence: onSilence(partition) })
      }),
    )
  }

  const publishTick = async (line: ReplayLine & { venue: string; symbol: string }) => {
    publisher ??= await openOrderedPublisher({ servers: push.natsUrl, name: `replay-${run}` })
    await publisher.publish(subjects.replay(run, line.venue, line.symbol), line.payload, {
      'Nats-Msg-Id': messageIdOf(run, line.line),
      [RUN_HEADER]: run,
      [LINE_HEADER]: String(line.line),
    })
  }

  /** Stores a signal unless it is stored already; expecting the bot's last one, so that no retry stores it twice. */
  const publishSignal = async (line: ReplayLine & { bot_id: string }): Promise<boolean> => {
    for (;;) {
      const last = await lastSignalOfRun(tape, run, line.bot_id)
      if (last.line >= line.line) return false
      const headers = {
        [RUN_HEADER]: run,
        [LINE_HEADER]: String(line.line),
        'Nats-Expected-Last-Subject-Sequence': String(last.seq),
        'Nats-Expected-Last-Subject-Sequence-Subject': inboxOf(tape, line.bot_id),
      }
      try {
        await tape
          .publisher()
          .publish(subjects.signal(line.bot_id), line.payload, { msgId: messageIdOf(run, line.line), headers })
        return true
      } catch (error) {
        if (!(error instanceof PublishRefused)) throw error
        push.onWait(`line ${line.line}: ${error.message}; asking again`)
        await pause(100, undefined, { signal })
      }
    }
  }

  /** Publishes a signal unless it is published already, and waits for its disposition. */
  const settleSignal = async (
    line: ReplayLine & { bot_id: string },
  ): Promise<{ disposition: Disposition; fresh: boolean }> => {
    const known = dispositions.of(run, line.line)
    if (known !== undefined) return { disposition: known, fresh: false }
    const fresh = await publishSignal(line)
    return { disposition: await dispositions.next(run, line.line), fresh }
  }

  /** The last tick line that an earlier push had published; `null` before the first pass. */
  let publishedBefore: number | null = null
  /** Signal lines that this push published. */
  const freshSignals = new Set<number>()

  /** Goes through the file from where the streams stand; throws OrderedPublishFailed when its connection breaks. */
  const pass = async (): Promise<PushReport> => {
    const report: PushReport = { skipped: 0, accepted: 0, rejected: {} }
    const stored = await lastTickOfRun(tape, run)
    publishedBefore ??= stored.line
    const everythingStored = async () => Math.max(stored.seq, (await publisher?.flush()) ?? 0)
    let signalsBefore = false
    for await (const line of replayLines(push.file.path)) {
      signal.throwIfAborted()
      const published = line.line <= stored.line
      if (!published) await pace(line.timeMs)
      if (line.kind === 'signal') {
        if (!published) await workedThrough(await everythingStored())
        const { disposition, fresh } = await settleSignal(line)
        heardOf.set(tape.partitionOf(line.bot_id), disposition.seq)
        if (!fresh && !freshSignals.has(line.line)) report.skipped += 1
        if (fresh) freshSignals.add(line.line)
        const { reason } = disposition
        if (reason === null) report.accepted += 1
        else report.rejected[reason] = (report.rejected[reason] ?? 0) + 1
        signalsBefore = true
      } else if (published) {
        if (line.line <= publishedBefore) report.skipped += 1
      } else {
        if (signalsBefore) await workedThrough(await everythingStored())
        signalsBefore = false
        await publishTick(line)
      }
      push.onLine(line.line)
    }
    await workedThrough(await everythingStored())
    return report
  }

  try {
    for (;;) {
      try {
        return await pass()
      } catch (error) {
        if (!(error instanceof OrderedPublishFailed)) throw error
        push.onWait(`${error.message}; going on from where the stream stands`)
        await (publisher as OrderedPublisher | null)?.[Symbol.asyncDispose]()
        publisher = null
        await pause(500, undefined, { signal })
      }
    }
  } finally {
    await (publisher as OrderedPublisher | null)?.[Symbol.asyncDispose]()
  }
}
