import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { Problem } from './problem.ts'

/** What a cursor is good for: the list and its filters, in any order. */
const scopeOf = (list: string, filters: Record<string, unknown>): string => {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined)
  return createHash('sha256')
    .update(JSON.stringify([list, given.toSorted(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('base64url')
    .slice(0, 12)
}

/**
 * Where the next page starts: behind the row with this sort key. Keys of listed rows never change, so that a walk sees
 * each row that was listed when it began, once, whatever is written meanwhile.
 */
export const encodeCursor = (list: string, filters: Record<string, unknown>, key: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([scopeOf(list, filters), ...key])).toString('base64url')

/** The sort key a cursor means. @throws Problem `invalid-cursor` for one from elsewhere, or from nowhere. */
export const decodeCursor = <Key extends z.ZodType>(
  list: string,
  filters: Record<string, unknown>,
  key: Key,
  cursor: string,
): z.output<Key> => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const [scope, ...rest] = Array.isArray(parsed) ? parsed : []
    if (scope !== scopeOf(list, filters)) throw new RangeError('of another list, or of other filters')
    return key.parse(rest)
  } catch (cause) {
    const errors = [{ pointer: '/cursor', code: 'custom', message: 'does not belong to this list and these filters' }]
    throw new Problem('invalid-cursor', undefined, { errors, cause })
  }
}
