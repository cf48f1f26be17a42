import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { pagePlace, pageText } from '../route/paging.ts'
import { range } from '../route/scope.ts'
import { parameter, setParameters } from '../route/url.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: { pages: 'Pages of the list', newest: 'Newest', newer: 'Newer', older: 'Older', rows: 'Rows of a page' },
  tr: {
    pages: 'Listenin sayfaları',
    newest: 'En yeni',
    newer: 'Daha yeni',
    older: 'Daha eski',
    rows: 'Sayfadaki satır sayısı',
  },
})

const SIZES = [25, 50, 100, 200] as const

/** What a list is asked for, apart from its pages; one that begins somewhere says so in `from`. */
export type Filters = object

const fromOf = (filters: Filters): string | null =>
  'from' in filters && typeof filters.from === 'string' ? filters.from : null

/** What tells lists apart. The start of a period that ends now goes on with the minutes, and the list is the same. */
const keyOf = (filters: Filters): string =>
  JSON.stringify(range.value === 'custom' ? filters : { ...filters, from: range.value })

const sizeOf = (id: string): number => {
  const wanted = Number(parameter(`${id}_rows`))
  return SIZES.find((size) => size === wanted) ?? 50
}

/** What is asked for the page of a list that the URL names. */
export const pageQuery = <Asked extends Filters>(
  id: string,
  filters: Asked,
): Asked & { limit: number; cursor?: string } => {
  const place = pagePlace(parameter(`${id}_page`), keyOf(filters))
  const asked = { ...filters, limit: sizeOf(id) }
  if (place === null) return asked
  return { ...asked, cursor: place.cursor, ...(place.from === null ? {} : { from: place.from }) }
}

/** Cursors lead forward only: from which page one came is known as far as one went there here. */
const cameFrom = signal<ReadonlyMap<string, string | null>>(new Map())

type PagerProps = {
  id: string
  /** What was asked for the page that is shown. */
  asked: Filters
  /** The filters of the list. */
  filters: Filters
  /** Where the answer says that the next page begins. */
  next: string | null
}

/** Leads through the pages of a list. */
export const Pager = ({ id, asked, filters, next }: PagerProps): JSX.Element => {
  const name = `${id}_page`
  const here = pagePlace(parameter(name), keyOf(filters)) === null ? null : parameter(name)
  const before = here === null ? undefined : cameFrom.value.get(here)
  const t = say(texts)
  const goOlder = (): void => {
    if (next === null) return
    const to = pageText(keyOf(filters), { cursor: next, from: fromOf(asked) })
    cameFrom.value = new Map([...cameFrom.value, [to, here]])
    setParameters({ [name]: to })
  }
  return (
    <nav class="pager" aria-label={t.pages}>
      <button type="button" disabled={here === null} onClick={() => setParameters({ [name]: null })}>
        <span aria-hidden="true">« </span>
        {t.newest}
      </button>
      <button type="button" disabled={before === undefined} onClick={() => setParameters({ [name]: before ?? null })}>
        <span aria-hidden="true">‹ </span>
        {t.newer}
      </button>
      <button type="button" disabled={next === null} onClick={goOlder}>
        {t.older}
        <span aria-hidden="true"> ›</span>
      </button>
      <PageSize id={id} />
    </nav>
  )
}

const PageSize = ({ id }: { id: string }): JSX.Element => (
  <label>
    <span class="quiet">{say(texts).rows}</span>{' '}
    <select
      value={String(sizeOf(id))}
      onChange={({ currentTarget }) =>
        setParameters({
          [`${id}_page`]: null,
          [`${id}_rows`]: currentTarget.value === '50' ? null : currentTarget.value,
        })
      }
    >
      {SIZES.map((size) => (
        <option key={size} value={String(size)}>
          {size}
        </option>
      ))}
    </select>
  </label>
)
