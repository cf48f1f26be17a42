import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { analyze, type Kind, readRecord } from '@papertape/analysis'
import Papa from 'papaparse'

/**
 * What `./papertape analyze` takes for a million rows of each kind, beside what reading the same file with the bare CSV
 * library takes in the same run: seconds, seconds of processor time, rows/s and peak memory, each in a process of its own.
 * `node bench/analyze.ts`; exits 1 when a million rows take more processor time than the limit, or more memory.
 */
const ROWS = Number(process.env['ROWS'] ?? 1_000_000)
const LIMIT_SECONDS = 10
const LIMIT_MIB = 512
const DAY_MS = 86_400_000
const START_MS = Date.UTC(2015, 0, 1)

/** The same numbers in each run. */
const noise = (index: number): number => {
  const mixed = Math.imul(index ^ (index >>> 15), 0x2c1b3c6d)
  return ((mixed ^ (mixed >>> 12)) >>> 0) / 2 ** 32
}

const timeOf = (index: number): string => new Date(START_MS + index * 60_000).toISOString()

const kinds: Readonly<Record<Kind, { header: string; row: (index: number) => string }>> = {
  returns: { header: 'time,value', row: (index) => `${timeOf(index)},${((noise(index) - 0.5) / 500).toFixed(8)}` },
  equity: { header: 'time,value', row: (index) => `${timeOf(index)},${(10_000 + noise(index) * 500).toFixed(4)}` },
  trades: {
    header: 'entry_time,exit_time,side,quantity,entry_price,exit_price,fees',
    row: (index) => {
      const price = 60_000 + noise(index) * 2000
      const exit = price * (0.99 + noise(index + 7) * 0.02)
      return `${timeOf(index)},${timeOf(index + 30)},${index % 2 ? 'LONG' : 'SHORT'},0.01,${price.toFixed(2)},${exit.toFixed(2)},0.12`
    },
  },
  fills: {
    header: 'time,symbol,side,quantity,price,fee',
    row: (index) => {
      const side = noise(index) < 0.5 ? 'buy' : 'sell'
      const price = (60_000 + noise(index + 1) * 2000).toFixed(2)
      return `${timeOf(index)},COIN${index % 5}-USDT,${side},${(noise(index + 2) + 0.001).toFixed(5)},${price},0.0612`
    },
  },
}

async function* linesOf(kind: Kind): AsyncGenerator<string> {
  const { header, row } = kinds[kind]
  yield `${header}\n`
  for (let from = 0; from < ROWS; from += 1000) {
    const count = Math.min(1000, ROWS - from)
    yield Array.from({ length: count }, (_, index) => `${row(from + index)}\n`).join('')
  }
}

const readBare = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    let rows = 0
    Papa.parse<string[]>(createReadStream(path), {
      chunk: ({ data }) => {
        rows += data.length
      },
      complete: () => resolve(rows),
      error: reject,
    })
  })

/** One measurement, in the process that makes it. */
const measure = async (path: string, kind: Kind | 'bare'): Promise<void> => {
  const startMs = performance.now()
  if (kind === 'bare') await readBare(path)
  else {
    const record = await readRecord(() => createReadStream(path, { highWaterMark: 256 * 1024 }), { kind })
    analyze(record, null, {
      periodsPerYear: (365 * DAY_MS) / 60_000,
      riskFree: 0,
      minimumReturn: 0,
      startingCapital: 10n ** 22n,
    })
  }
  const seconds = (performance.now() - startMs) / 1000
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  console.log(JSON.stringify({ seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, mib: maxRSS / 1024 }))
}

type Measured = { seconds: number; cpu: number; mib: number }

const inOwnProcess = (path: string, kind: Kind | 'bare'): Measured => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, path, kind], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Measured
}

const [path, kind] = process.argv.slice(2)
if (path !== undefined) await measure(path, kind as Kind | 'bare')
else {
  const folder = mkdtempSync(join(tmpdir(), 'papertape-bench-'))
  let isWithin = true
  console.log(`${ROWS} rows of each kind; limit ${LIMIT_SECONDS} s of processor and ${LIMIT_MIB} MiB`)
  try {
    for (const each of Object.keys(kinds) as Kind[]) {
      const file = join(folder, `${each}.csv`)
      await pipeline(linesOf(each), createWriteStream(file))
      const bare = inOwnProcess(file, 'bare')
      const own = inOwnProcess(file, each)
      isWithin &&= own.cpu <= LIMIT_SECONDS && own.mib <= LIMIT_MIB
      const told = ({ seconds, cpu, mib }: Measured) =>
        `${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of processor), ${Math.round(ROWS / seconds).toLocaleString('en')} rows/s, ${mib.toFixed(0)} MiB`
      const size = `${(statSync(file).size / 2 ** 20).toFixed(0)} MiB`
      console.log(`${each} (${size}): ${told(own)}; bare papaparse ${told(bare)}`)
      rmSync(file)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.exitCode = isWithin ? 0 : 1
}
