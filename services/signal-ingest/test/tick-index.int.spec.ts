import { instrumentOf, subjects } from '@papertape/events'
import { acceptTick, readPriceMessage } from '@papertape/paper-engine'
import type { TapeMessage } from '@papertape/tape'
import { seededRandom } from '@papertape/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTickIndex } from '../src/ticks/tick-index.ts'
import { startWorld, type World } from './world.ts'

const TICKS = 400
let world: World
let stream: TapeMessage[]

beforeAll(async () => {
  world = await startWorld()
  const random = seededRandom(7)
  for (let n = 0; n < TICKS; n += 1) {
    // BTC is punctual, ETH sends times of long ago, mostly in order; DOGE comes once, at the beginning.
    const symbol = n === 3 ? 'DOGE' : random() < 0.5 ? 'BTC' : 'ETH'
    const oldTime = new Date(1_600_000_000_000 + n * 1000 - (random() < 0.2 ? 60_000 : 0)).toISOString()
    await world.price(symbol, {
      price: random() < 0.1 ? 'junk' : String(100 + n),
      ...(symbol === 'ETH' && { time: oldTime }),
    })
  }
  const messages = Array.from({ length: TICKS }, (_, index) => world.tape.message('PRICES', index + 1))
  stream = (await Promise.all(messages)).flatMap((message) => message ?? [])
})
afterAll(() => world[Symbol.asyncDispose]())

/** What a fold over the whole stream says; sequence 0 where there is no such tick. */
const truth = (symbol: string, beforeMs: number): number => {
  let lastTime: string | null = null
  let found = 0
  for (const message of stream) {
    if (instrumentOf(message.subject)?.symbol !== symbol) continue
    const { seq, receivedAtMs } = message
    const read = readPriceMessage({ text: message.text(), seq, receivedAtMs, replay: false })
    if (read.kind === 'ignored' || acceptTick(lastTime, read, receivedAtMs) !== 'accepted') continue
    lastTime = read.time
    if (receivedAtMs < beforeMs) found = seq
  }
  return found
}

it.each([1, 200, 390, TICKS + 1])(
  'answers as a fold over the whole stream, however late it began: at %d',
  async (from) => {
    const stopping = new AbortController()
    const index = openTickIndex({
      tape: world.tape,
      stream: 'PRICES',
      subjects: subjects.allPrices,
      subjectOf: subjects.price,
      from,
      startMs: from === 1 ? null : (stream[from - 2]?.receivedAtMs ?? null),
      retention: { keepMs: 20, heldMin: 2, heldMax: 50 },
      onVerdict: () => undefined,
      signal: stopping.signal,
    })
    const moments = [0, 2, 3, 4, 5, 50, 199, 200, 201, 350, TICKS - 1].map((at) => stream[at]?.receivedAtMs ?? 0)
    for (const before of [...moments.toReversed(), ...moments, Date.parse('2100-01-01T00:00:00.000Z')]) {
      for (const symbol of ['BTC', 'ETH', 'DOGE', 'NONE']) {
        const { last_tick, ticks_after } = await index.marketBefore({ venue: 'binance', symbol }, before)
        expect([symbol, before, last_tick?.seq ?? 0]).toEqual([symbol, before, truth(symbol, before)])
        // Behind it begins what is eligible: no tick that counts may stand between, and none from then on before it.
        const next = stream.find(({ seq, receivedAtMs, subject }) => {
          const eligible = receivedAtMs >= before && instrumentOf(subject)?.symbol === symbol
          return eligible && truth(symbol, receivedAtMs + 1) >= seq
        })
        if (next !== undefined) expect(ticks_after).toBeLessThan(next.seq)
      }
    }
    stopping.abort()
    await index.done
  },
)
