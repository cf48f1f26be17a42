import { REASONS } from './figure.ts'
import { FIGURE_NAMES } from './figures.ts'
import type { DrawdownDates, KpiSnapshot } from './snapshot.ts'

/** What a row that holds a packed snapshot says beside it. */
type Place = Pick<KpiSnapshot, 'timestamp' | 'bot_id' | 'ledger_seq'>

/** Figures by place, then dates by place, then `figure, n, reason` for each figure with a quality. */
type Packed = [figures: (number | null)[], dates: (string | null)[], quality: number[]]

const DATES = [
  'max_drawdown_started_at',
  'max_drawdown_trough_at',
  'max_drawdown_recovered_at',
  'current_drawdown_started_at',
] as const satisfies (keyof DrawdownDates)[]

/** A snapshot without names and without what its row says anyway, as JSON text: a third of its size. */
export const packSnapshot = (snapshot: KpiSnapshot): string => {
  const quality = FIGURE_NAMES.flatMap((name, index) => {
    const known = snapshot.quality[name]
    return known === undefined ? [] : [index, known.n, REASONS.indexOf(known.reason)]
  })
  const figures = FIGURE_NAMES.map((name) => snapshot[name])
  const dates = DATES.map((name) => snapshot[name])
  return JSON.stringify([figures, dates, quality] satisfies Packed)
}

/**
 * The snapshot that {@link packSnapshot} made this of, as text or parsed.
 * @throws RangeError when it is not one of this version.
 */
export const unpackSnapshot = (packed: unknown, at: Place): KpiSnapshot => {
  // The row's version vouches for its shape; the number of figures is checked all the same.
  const [values, dates, known] = (typeof packed === 'string' ? JSON.parse(packed) : packed) as Packed
  if (values.length !== FIGURE_NAMES.length) throw new RangeError(`a packed snapshot of ${values.length} figures`)
  const figures = {} as { [Name in (typeof FIGURE_NAMES)[number]]: number | null }
  for (const [index, name] of FIGURE_NAMES.entries()) figures[name] = values[index] ?? null
  const times = {} as DrawdownDates
  for (const [index, name] of DATES.entries()) times[name] = dates[index] ?? null
  const quality: KpiSnapshot['quality'] = {}
  for (let place = 0; place < known.length; place += 3) {
    const name = FIGURE_NAMES[known[place] ?? -1]
    const reason = REASONS[known[place + 2] ?? -1]
    if (name === undefined || reason === undefined) throw new RangeError('a packed snapshot of unknown quality')
    // A figure without a value is undefined, one with a value rests on too little: there is no third.
    quality[name] = { n: known[place + 1] ?? 0, state: figures[name] === null ? 'undefined' : 'low_sample', reason }
  }
  const { timestamp, bot_id, ledger_seq } = at
  return { timestamp, bot_id, ledger_seq, ...figures, ...times, quality }
}
