/** One recorded trade: its offset from the recording's first trade in milliseconds, and its price as text. */
export type RecordedTick = { offsetMs: number; price: string }

/** One step of the walk: how long to wait after the step before it, and the price then. */
export type WalkStep = { waitMs: number; price: string }

/**
 * The recording forward, then backward, then forward again, for ever, at its own pace. Walking back instead of starting
 * over keeps the price continuous, so that no jump at the seam fills a trade that no market ever filled.
 */
export function* priceWalk(recording: readonly RecordedTick[]): Generator<WalkStep, never> {
  const [first] = recording
  if (first === undefined) throw new RangeError('an empty recording cannot be walked')
  yield { waitMs: 0, price: first.price }
  let here = 0
  let direction = 1
  for (;;) {
    if (recording[here + direction] === undefined) direction = -direction
    const from = recording[here] ?? first
    const to = recording[here + direction] ?? first
    yield { waitMs: Math.abs(to.offsetMs - from.offsetMs), price: to.price }
    here = recording[here + direction] === undefined ? here : here + direction
  }
}

/**
 * Reads the recording's CSV (columns `trade_ms` and `price`).
 * @throws RangeError naming line and column of the first value that is no number.
 */
export const parseRecording = (csv: string): RecordedTick[] => {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  const columns = header.split(',')
  const timeColumn = columns.indexOf('trade_ms')
  const priceColumn = columns.indexOf('price')
  if (timeColumn < 0 || priceColumn < 0) throw new RangeError('a recording needs the columns trade_ms and price')
  let startMs: number | null = null
  return lines.map((line, index) => {
    const cells = line.split(',')
    const timeMs = Number(cells[timeColumn])
    const price = cells[priceColumn] ?? ''
    if (!Number.isSafeInteger(timeMs)) throw new RangeError(`line ${index + 2}: trade_ms is no whole number`)
    if (!(Number(price) > 0)) throw new RangeError(`line ${index + 2}: price is not greater than 0`)
    startMs ??= timeMs
    return { offsetMs: timeMs - startMs, price }
  })
}
