import { setTimeout as pause } from 'node:timers/promises'
import { connectTape, type Tape } from '@papertape/tape'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { percentile, type RunningSystem, runSystem } from './running-system.ts'

/**
 * The page of open positions in Chromium: 500 rows while 20 prices a second arrive, each of 25 of the rows.
 * Frames are counted beside those of a page that draws nothing, in the same run (headless Chromium draws in software);
 * memory is the heap after a collection, at the start and at the end of the soak. First figures: from the start of the
 * navigation until the key figures of the overview stand there. Run: `node bench/dashboard.ts [MINUTES]` (2; an hour is 60);
 * exits 1 when a limit is missed.
 */
const MINUTES = Number(process.argv[2] ?? 2)
const BOTS = 25
const SYMBOLS = 20
const UPDATES_PER_SECOND = 20
const FRAMES_SECONDS = 10

let missed = 0
const limit = (text: string, held: boolean): void => {
  if (!held) missed += 1
  console.log(`${text}${held ? '' : '  MISSED'}`)
}

const publishPrice = (tape: Tape, nth: number, price: number): Promise<unknown> =>
  tape.publisher().publish(`prices.bench.S${nth % SYMBOLS}`, JSON.stringify({ price }))

const openPositions = async ({ gatewayUrl, adminToken }: RunningSystem, tape: Tape): Promise<void> => {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
  for (let symbol = 0; symbol < SYMBOLS; symbol += 1) await publishPrice(tape, symbol, 100)
  for (let bot = 0; bot < BOTS; bot += 1) {
    const body = JSON.stringify({ bot_id: `bench-${bot}` })
    const { status } = await fetch(`${gatewayUrl}/api/v1/bots`, { method: 'POST', headers, body })
    if (status !== 201) throw new Error(`registering a bot: ${status}`)
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
      const signal = {
        signal_id: `s${symbol}`,
        symbol: `S${symbol}`,
        venue: 'bench',
        direction: 'LONG',
        entry_price: 100,
        take_profit: 1000,
        stop_loss: 1,
      }
      await tape.publisher().publish(`signals.bench-${bot}`, JSON.stringify(signal))
    }
  }
  const open = async (): Promise<number> => {
    const response = await fetch(`${gatewayUrl}/api/public/paper-trading/summary/`)
    return ((await response.json()) as { data: { open_positions: number } }).data.open_positions
  }
  const endMs = performance.now() + 60_000
  while ((await open()) < BOTS * SYMBOLS) {
    if (performance.now() > endMs) throw new Error(`only ${await open()} positions are open`)
    await pause(200)
  }
}

/** Frames in so many seconds, and how long the longest took; in the page, by its own clock. */
const framesOf = async (page: Page): Promise<{ perSecond: number; p99Ms: number }> => {
  const gaps = await page.evaluate<number[]>(`new Promise((resolve) => {
    const gaps = []
    let last = performance.now()
    const end = last + ${FRAMES_SECONDS * 1000}
    const frame = (now) => {
      gaps.push(now - last)
      last = now
      if (now < end) requestAnimationFrame(frame)
      else resolve(gaps)
    }
    requestAnimationFrame(frame)
  })`)
  const perSecond = gaps.length / FRAMES_SECONDS
  return {
    perSecond,
    p99Ms: percentile(
      gaps.toSorted((a, b) => a - b),
      0.99,
    ),
  }
}

const heapMb = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1024 / 1024
}

const rowsDrawn = (page: Page): Promise<number> => page.locator('table.rows tbody tr:not([aria-hidden])').count()

await using system = await runSystem()
await using tape = await connectTape({ servers: system.natsUrl, name: 'bench' })
await openPositions(system, tape)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const empty = await browser.newPage()
  await empty.goto(`${system.gatewayUrl}/api/docs`)
  const bare = await framesOf(empty)
  await empty.close()

  const overview = await browser.newPage()
  const startMs = performance.now()
  await overview.goto(`${system.gatewayUrl}/bot-performance`)
  await overview.locator('#figure-account_value .value').waitFor()
  const firstMs = performance.now() - startMs
  await overview.close()

  const page = await browser.newPage()
  await page.goto(`${system.gatewayUrl}/bot-performance/open`)
  await page.locator('table.rows tbody tr').first().waitFor()
  let going = true
  const prices = (async () => {
    for (let nth = 0; going; nth += 1) {
      await publishPrice(tape, nth, 100 + Math.sin(nth / 50) * 10)
      await pause(1000 / UPDATES_PER_SECOND)
    }
  })()
  await pause(3000)
  const busy = await framesOf(page)
  const session = await page.context().newCDPSession(page)
  // What is compiled and cached once is there after a minute.
  await pause(60_000)
  const before = await heapMb(session)
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    await pause(60_000)
    console.error(`minute ${minute} of ${MINUTES}: heap ${(await heapMb(session)).toFixed(1)} MB`)
  }
  const after = await heapMb(session)
  const drawn = await rowsDrawn(page)
  going = false
  await prices

  limit(`first figures after ${firstMs.toFixed(0)} ms (limit 1,000)`, firstMs < 1000)
  console.log(`a page that draws nothing: ${bare.perSecond.toFixed(1)} frames/s, p99 ${bare.p99Ms.toFixed(1)} ms`)
  const share = busy.perSecond / bare.perSecond
  limit(
    `500 rows at ${UPDATES_PER_SECOND} updates/s: ${busy.perSecond.toFixed(1)} frames/s, p99 ${busy.p99Ms.toFixed(1)} ms, ${(share * 100).toFixed(0)} % of that (limit 95 %); ${drawn} rows drawn`,
    share >= 0.95,
  )
  limit(
    `heap ${before.toFixed(1)} MB, after ${MINUTES} min ${after.toFixed(1)} MB (limit 10 % more)`,
    after < before * 1.1,
  )
} finally {
  await browser.close()
}
process.exitCode = missed === 0 ? 0 : 1
