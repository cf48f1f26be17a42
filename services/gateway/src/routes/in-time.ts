import { StoreUnavailable } from '@papertape/store'
import { within } from '../within.ts'

/** More than any reading takes on a machine that works. */
const ANSWER_MS_MAX = 12_000

/**
 * An answer in the making, or the error that PostgreSQL is away: it may hold its connections open and say nothing, and
 * whoever asks must not wait for that.
 */
export const inTime = <Answer>(making: Promise<Answer>): Promise<Answer> =>
  within(ANSWER_MS_MAX, making, () => new StoreUnavailable('PostgreSQL is not available: it has not answered in time'))
