import { type Figure, missing, sampled } from './figure.ts'

/** Daily returns below which the worst twentieth of them is not even one. */
const TAIL_SAMPLE_MIN = 20

/** A loss of the tail in per cent; marked below 20 daily returns, null without one. */
export const tailFigure = (loss: number | null, n: number): Figure =>
  loss === null ? missing(0, 'TOO_FEW') : sampled(loss * 100, n, TAIL_SAMPLE_MIN)
