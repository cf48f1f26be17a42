import { type Analysis, analyze, type ReadOptions, readRecord, type Settings, type TrackRecord } from '../src/index.ts'

export const SETTINGS: Settings = {
  periodsPerYear: 365,
  riskFree: 0,
  minimumReturn: 0,
  startingCapital: 10_000n * 10n ** 18n,
}

/** Bytes as a file gives them, in chunks that cut lines and characters anywhere. */
export async function* chunksOf(bytes: Uint8Array, chunkBytes = 64): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

/** The record that a text holds. */
export const record = (text: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<TrackRecord> => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return readRecord(() => chunksOf(bytes), { kind: null, ...options })
}

/** The analysis of a text. */
export const analysis = async (
  text: string,
  options: Partial<ReadOptions> & { settings?: Partial<Settings>; benchmark?: string } = {},
): Promise<Analysis> => {
  const { settings, benchmark, ...reading } = options
  const own = await record(text, reading)
  const beside =
    benchmark === undefined || 'log' in own ? null : await record(benchmark, { fallback: own.kind, kind: null })
  if (beside !== null && 'log' in beside) throw new Error('a benchmark is a series')
  return analyze(own, beside, { ...SETTINGS, ...settings })
}

/** Days from 2024-01-01 on, one for each value. */
export const days = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10))

/** A CSV of `time,value`. */
export const series = (values: readonly (number | string)[]): string =>
  ['time,value', ...days(values.length).map((day, index) => `${day},${values[index]}`), ''].join('\n')

/** Figures without their quality. */
export const values = ({ figures }: Analysis): Record<string, number | null> =>
  Object.fromEntries([...figures].map(([name, { value }]) => [name, value]))

/** Why figures are missing. */
export const reasons = ({ figures }: Analysis): Record<string, string> =>
  Object.fromEntries(
    [...figures].flatMap(([name, { value, quality }]) => (value === null ? [[name, quality?.reason ?? 'unsaid']] : [])),
  )
