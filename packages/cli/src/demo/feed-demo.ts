import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { subjects } from '@papertape/events'
import { connectTape } from '@papertape/tape'
import { gatewayClient } from '../gateway-client.ts'
import { registerBots } from '../register-bots.ts'
import type { Stack } from '../stack-file.ts'
import { DEMO_SYMBOL, DEMO_VENUE, demoBots } from './demo-bots.ts'
import { demoSignal, recentTicks } from './demo-signal.ts'
import { parseRecording, priceWalk } from './price-walk.ts'

const recordingFile = new URL('../../samples/binance-spot-BTCUSDT-20240808T235414Z-6min-trades.csv', import.meta.url)

const lookbackSecondsMax = Math.max(...demoBots.map(({ rule }) => rule.lookbackSeconds))

const lateMsMax = 2000

/** The live clock now, in milliseconds; demo ticks and signals are stamped when they are published. */
const nowMs = () => Date.now()

/**
 * Feeds a running system with recorded BTCUSDT trades on the venue `demo` and with the demo bots' signals, until stopped. A
 * publication that fails is passed over: the market does not wait either.
 */
export const feedDemo = async (stack: Stack, stopping: AbortSignal): Promise<void> => {
  const recording = parseRecording(await readFile(recordingFile, 'utf8'))
  await registerBots(
    gatewayClient(stack.gateway_url, stack.admin_token),
    demoBots.map(({ registration }) => registration),
  )
  await using tape = await connectTape({ servers: stack.nats_url, name: 'demo', signal: stopping })
  const publisher = tape.publisher()
  const publish = (subject: string, message: object) => {
    publisher.publish(subject, new TextEncoder().encode(JSON.stringify(message))).catch((error: unknown) => {
      if (!stopping.aborted) process.stderr.write(`demo: not published on ${subject}: ${String(error)}\n`)
    })
  }
  const seen = recentTicks(lookbackSecondsMax + 1)
  const restUntilMs = new Map<string, number>()
  let dueMs = nowMs()
  for (const { waitMs, price } of priceWalk(recording)) {
    dueMs = Math.max(dueMs + waitMs, nowMs() - lateMsMax) // after a pause of the machine: go on, do not hurry after
    if (dueMs - nowMs() > 1) await pause(dueMs - nowMs(), undefined, { signal: stopping }).catch(() => undefined)
    if (stopping.aborted) return
    const timeMs = nowMs()
    publish(subjects.price(DEMO_VENUE, DEMO_SYMBOL), { price, time: new Date(timeMs).toISOString() })
    seen.see({ timeMs, price: Number(price) })
    for (const bot of demoBots) {
      const { bot_id } = bot.registration
      if (timeMs < (restUntilMs.get(bot_id) ?? 0)) continue
      const signal = demoSignal(bot, seen.window(timeMs, bot.rule.lookbackSeconds), timeMs)
      if (signal === null) continue
      restUntilMs.set(bot_id, timeMs + bot.rule.restSeconds * 1000)
      publish(subjects.signal(bot_id), signal)
    }
  }
}
