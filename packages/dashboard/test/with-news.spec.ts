import { describe, expect, it } from 'vitest'
import { type News, withNews } from '../src/data/with-news.ts'

type Row = { id: string; at: number; status: string }

const row = (id: string, at: number, status = 'CLOSED'): Row => ({ id, at, status })
const told = (seq: number, data: Row): News<Row> => ({ seq, data })
const page = {
  rows: [row('c', 30), row('b', 20), row('a', 10)],
  seq: 100,
  keyOf: ({ id }: Row) => id,
  matches: ({ status }: Row) => status === 'CLOSED',
  order: (one: Row, other: Row) => other.at - one.at,
  first: true,
  more: true,
}
const idsOf = (rows: readonly Row[]): string => rows.map(({ id }) => id).join('')

describe('a page of a list with what the feed told since', () => {
  it('is as it was read where nothing newer was told', () => {
    expect(withNews(page, [told(100, row('x', 99))])).toBe(page.rows)
  })

  it('has new rows where the list has them', () => {
    expect(idsOf(withNews(page, [told(101, row('d', 40)), told(102, row('x', 25))]))).toBe('dcxba')
  })

  it('shows rows as they are now, each once', () => {
    const rows = withNews(page, [told(101, row('b', 20, 'CLOSED')), told(102, row('b', 20))])
    expect(idsOf(rows)).toBe('cba')
  })

  it('lets go what does not fit any more', () => {
    expect(idsOf(withNews(page, [told(101, row('b', 20, 'OPEN'))]))).toBe('ca')
  })

  it('leaves what belongs behind its last row to the next page', () => {
    const late = [told(101, row('x', 5))]
    expect(idsOf(withNews(page, late))).toBe('cba')
    expect(idsOf(withNews({ ...page, more: false }, late))).toBe('cbax')
  })

  it('takes no new rows behind the first page', () => {
    const news = [told(101, row('d', 40)), told(102, row('b', 20, 'OPEN'))]
    expect(idsOf(withNews({ ...page, first: false }, news))).toBe('ca')
  })
})
