import type { SeriesRecord } from '../record/record.ts'
import type { Curve } from './curve.ts'
import { periodsOf } from './periods.ts'

/**
 * A benchmark as a curve that starts where another one does: what its start would have become. Only rows within the time
 * of the other; empty where there are none, or where the benchmark is worth nothing there.
 */
export const rebased = (benchmark: SeriesRecord, fromMs: number, toMs: number, start: number): Curve => {
  const { times } = benchmark.series
  const { levels, start: origin } = periodsOf(benchmark, 1)
  const first = times.findIndex((ms) => ms >= fromMs)
  const before = benchmark.kind === 'equity' ? levels[first] : first === 0 ? origin : levels[first - 1]
  const curve = { times: [] as number[], values: [] as number[] }
  if (first === -1 || before === undefined || before === null || before <= 0) return curve
  for (let index = first; index < times.length; index += 1) {
    const [ms = 0, level = 0] = [times[index], levels[index]]
    if (ms < fromMs || ms > toMs) continue
    curve.times.push(ms)
    curve.values.push((level / before) * start)
  }
  return curve
}
