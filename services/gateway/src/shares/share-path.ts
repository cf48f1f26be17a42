import { BASE, type DashboardPage, PAGES } from '../page/pages.ts'

/** A page of the dashboard with the names in its path and its query. */
export type SharedPlace = { page: DashboardPage; names: Readonly<Record<string, string>>; query: URLSearchParams }

const LENGTH_MAX = 2000
const ORIGIN = 'http://here.invalid'

const namesIn = (route: string, path: string): Record<string, string> | null => {
  const [wanted, given] = [route, path].map((text) => text.split('/'))
  if (wanted?.length !== given?.length) return null
  const names: Record<string, string> = {}
  for (const [i, part] of (wanted ?? []).entries()) {
    const value = given?.[i] ?? ''
    if (part.startsWith(':') && value !== '') names[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return names
}

/** The page that a path below the dashboard names; `null` where there is none, or it is not to be shared. */
export const placeOf = (path: string): SharedPlace | null => {
  if (path.length > LENGTH_MAX || !/^\/(?![/\\])/.test(path)) return null
  try {
    const { pathname, searchParams, origin } = new URL(path, ORIGIN)
    if (origin !== ORIGIN) return null
    const below = (
      pathname === BASE || pathname.startsWith(`${BASE}/`) ? pathname.slice(BASE.length) : pathname
    ).replace(/\/+$/, '')
    for (const page of PAGES) {
      const names = page.isOperators === true ? null : namesIn(page.route, below)
      if (names !== null) return { page, names, query: searchParams }
    }
  } catch {
    // Neither a URL nor a percent-encoding: no page.
  }
  return null
}

/** The place as a path below the dashboard, the same for the same place. */
export const pathOf = ({ page, names, query }: SharedPlace): string => {
  const path = page.route.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
  return `${path === '' ? '/' : path}${query.size === 0 ? '' : `?${query.toString()}`}`
}
