import type { Reason as KpiReason } from '@papertape/metrics'

/** Why a figure does not exist, or rests on too little: the codes of KPI snapshots, and two for data from outside. */
export type Reason = KpiReason | 'NOT_IN_DATA' | 'NO_COMMON_TIMES'

/** A figure, and where it is doubtful (`low_sample`) or does not exist (`undefined`), why; `n` observations it rests on. */
export type Figure = {
  value: number | null
  quality: { n: number; state: 'undefined' | 'low_sample'; reason: Reason } | null
}

/** Figures by their names in the contract, in its order. */
export type Figures = ReadonlyMap<string, Figure>

/** Observations below which a statistic is marked, as in KPI snapshots. */
const SAMPLE_MIN = 30

/** A figure that does not exist. */
export const missing = (n: number, reason: Reason): Figure => ({
  value: null,
  quality: { n, state: 'undefined', reason },
})

/** A figure that needs no sample. What no double holds does not exist; 0 is never −0. */
export const exactly = (value: number, n = 0): Figure =>
  Number.isFinite(value) ? { value: value + 0, quality: null } : missing(n, 'NOT_REPRESENTABLE')

/** A figure that exists and is to be taken with care. */
export const doubtful = (value: number, n: number, reason: Reason): Figure => {
  const figure = exactly(value, n)
  return figure.value === null ? figure : { value: figure.value, quality: { n, state: 'low_sample', reason } }
}

/** A statistic of `n` observations: marked where they are fewer than it needs. */
export const sampled = (value: number, n: number, least = SAMPLE_MIN): Figure =>
  n < least ? doubtful(value, n, 'TOO_FEW') : exactly(value, n)
