import { type Figure, missing, sampled } from './figure.ts'
import type { Sorted } from './statistics/sorted.ts'

/** 1 − confidence of 95 %. */
export const TAIL = 0.05

/** Daily returns below which the worst twentieth of them is not even one. */
const TAIL_SAMPLE_MIN = 20

/** A loss of the tail in per cent; marked below 20 daily returns, null without one. */
export const tailFigure = (sample: Sorted, loss: number | null): Figure =>
  loss === null ? missing(0, 'TOO_FEW') : sampled(loss * 100, sample.length, TAIL_SAMPLE_MIN)
