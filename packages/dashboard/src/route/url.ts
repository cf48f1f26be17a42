import { computed, signal } from '@preact/signals'

/** Everything of the dashboard lies under this path. */
export const BASE = '/bot-performance'

export type Place = { readonly path: string; readonly query: ReadonlyMap<string, string> }

/** The place that an address names: the path below the base, always with its slash, and each parameter once. */
export const placeOf = (pathname: string, search: string): Place => {
  const below = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname
  return { path: below.replace(/\/+$/, '') || '/', query: new Map(new URLSearchParams(search)) }
}

/** The address of a place. Parameters stand in a fixed order, so that the same view always has the same link. */
export const addressOf = ({ path, query }: Place): string => {
  const search = new URLSearchParams([...query].toSorted(([a], [b]) => (a < b ? -1 : 1))).toString()
  return `${BASE}${path === '/' ? '' : path}${search === '' ? '' : `?${search}`}`
}

/** A query with changes made to it; `null` and the empty text take a parameter away. */
export const changed = (
  query: ReadonlyMap<string, string>,
  changes: Readonly<Record<string, string | null>>,
): Map<string, string> => {
  const next = new Map(query)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}

// A shared page says by `data-place` which place it shows, because its own address is its token, and by `data-as-of` where
// its figures stand still.
const { place: sharedPlace, asOf: sharedAsOf } = document.documentElement.dataset
const sharedPathname = sharedPlace === undefined ? null : location.pathname

/** Whether the address is still that of a shared link, which says nothing of what it shows. */
export const isShared = (): boolean => location.pathname === sharedPathname

/** The place that the browser is at. */
const here = (): Place => {
  if (sharedPlace === undefined || !isShared()) return placeOf(location.pathname, location.search)
  const { pathname, search } = new URL(sharedPlace, location.origin)
  const shown = placeOf(pathname, search)
  return sharedAsOf === undefined ? shown : { ...shown, query: changed(shown.query, { as_of: sharedAsOf }) }
}

/** Where the page is. */
export const place = signal<Place>(here())
/** One parameter of the query, or `null`. */
export const parameter = (name: string): string | null => place.value.query.get(name) ?? null

/** What a page keeps to itself: these go along when another page is opened. */
const SHARED = [
  'bot_id',
  'mode',
  'range',
  'from',
  'to',
  'symbol',
  'strategy',
  'market_type',
  'direction',
  'min_confidence',
  'unit',
  'tz',
  'lang',
  'as_of',
] as const

const sharedQuery = computed(
  () => new Map([...place.value.query].filter(([name]) => SHARED.some((one) => one === name))),
)

/** The address of another page with the same scope, period and language. */
export const linkTo = (path: string, changes: Readonly<Record<string, string | null>> = {}): string =>
  addressOf({ path, query: changed(sharedQuery.value, changes) })

/** The address of a bot's page. A mode that goes along is the bot's, of which a page about another may say another. */
export const linkToBot = ({ bot_id, mode }: { bot_id: string; mode: string }): string =>
  linkTo(`/bots/${encodeURIComponent(bot_id)}`, parameter('mode') === null ? {} : { mode })

const go = (to: Place, how: 'push' | 'replace'): void => {
  if (how === 'push') history.pushState(null, '', addressOf(to))
  else history.replaceState(null, '', addressOf(to))
  place.value = to
}

/** Opens another page with the same scope; the page begins at its top. */
export const open = (path: string, changes: Readonly<Record<string, string | null>> = {}): void => {
  go({ path, query: changed(sharedQuery.value, changes) }, 'push')
  scrollTo(0, 0)
  document.getElementById('content')?.focus({ preventScroll: true })
}

/** Changes parameters of this page. `replace` leaves no step in the history, as for text that is being typed. */
export const setParameters = (
  changes: Readonly<Record<string, string | null>>,
  how: 'push' | 'replace' = 'push',
): void => go({ ...place.value, query: changed(place.value.query, changes) }, how)

/** Makes links inside the dashboard change the page without loading it anew. */
export const followLinks = (): void => {
  addEventListener('popstate', () => {
    place.value = here()
  })
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = (event.target as Element | null)?.closest('a')
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return
    if (link.dataset['document'] !== undefined) return
    if (link.pathname !== BASE && !link.pathname.startsWith(`${BASE}/`)) return
    if (link.hash !== '' && link.pathname === location.pathname && link.search === location.search) return
    event.preventDefault()
    const to = placeOf(link.pathname, link.search)
    go(to, 'push')
    scrollTo(0, 0)
    document.getElementById('content')?.focus({ preventScroll: true })
  })
}
