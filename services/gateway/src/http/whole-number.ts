import { z } from 'zod'

/** A whole number in a query, from `least` to `most`; what is wrong with another is named. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string('must be given once')
    .regex(/^\d+$/, 'must be a whole number')
    // So many digits that they are no finite number are still a number that is too large.
    .transform((text) => Math.min(Number(text), Number.MAX_SAFE_INTEGER))
    .pipe(z.number().min(least, `must be ${least} or more`).max(most, `must be at most ${most}`))
