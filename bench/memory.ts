import { connectTape } from '@papertape/tape'
import { runSystem } from './running-system.ts'

/**
 * Resident memory of each process at rest and after ticks have passed through, against the budget of 700 MB for all at
 * rest. Run: `node bench/memory.ts [TICKS]`; a million takes a few minutes, for each tick is flushed to disk.
 */
const ticks = Number(process.argv[2] ?? 1_000_000)
const budgetMb = 700

const sum = (memory: Record<string, number>) => Object.values(memory).reduce((total, mb) => total + mb, 0)

await using system = await runSystem()
await using tape = await connectTape({ servers: system.natsUrl, name: 'bench' })
const atRest = await system.memory()
const publisher = tape.publisher()
const startMs = performance.now()
for (let sent = 0; sent < ticks; ) {
  const batch = Math.min(1000, ticks - sent)
  const published = Array.from({ length: batch }, (_, index) =>
    publisher.publish('prices.bench.BTCUSDT', JSON.stringify({ price: 60_000 + ((sent + index) % 100) })),
  )
  await Promise.all(published)
  sent += batch
  if (sent % 100_000 === 0)
    console.error(`${sent} ticks, ${Math.round((sent / (performance.now() - startMs)) * 1000)}/s`)
}
const after = await system.memory()
console.log(`${'process'.padEnd(18)} at rest  after ${ticks} ticks (MB)`)
for (const [name, mb] of Object.entries(atRest))
  console.log(`${name.padEnd(18)} ${String(mb).padStart(7)}  ${after[name] ?? '—'}`)
console.log(`${'all'.padEnd(18)} ${String(sum(atRest)).padStart(7)}  ${sum(after)}`)
console.log(
  `at rest, of the budget of ${budgetMb} MB: ${(sum(atRest) / budgetMb).toFixed(2)} (PostgreSQL counts by its first process)`,
)
