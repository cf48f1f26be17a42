import { Problem } from './problem.ts'

const DAY = /^\d{4}-\d\d-\d\d$/

const valueOf = (query: unknown, name: 'from' | 'to'): unknown =>
  typeof query === 'object' && query !== null && Object.hasOwn(query, name)
    ? (query as Record<string, unknown>)[name]
    : undefined

/**
 * Refuses a period that ends before it begins. `given` is the query as it was sent: a day that a period ends with is in it,
 * so its `to` is the start of the next, and one that begins there begins after it. @throws Problem `validation`
 */
export const checkPeriod = (read: unknown, given: unknown): void => {
  const [from, to] = [valueOf(read, 'from'), valueOf(read, 'to')]
  if (typeof from !== 'string' || typeof to !== 'string') return
  const isDay = DAY.test(String(valueOf(given, 'to')))
  if (from < to || (from === to && !isDay)) return
  const message = 'must not be before from'
  throw new Problem('validation', `/to: ${message}`, { errors: [{ pointer: '/to', code: 'custom', message }] })
}
