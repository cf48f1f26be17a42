import { BOT_ID } from '@papertape/events'
import { BASE, type DashboardPage, PAGES } from '../page/pages.ts'
import { isPlainText, parameterFault } from './link-parameters.ts'

/** A page of the dashboard with the names in its path and its query, each parameter once. */
export type SharedPlace = { page: DashboardPage; names: Readonly<Record<string, string>>; query: URLSearchParams }

/** A path that is none, and why. */
export class PathFault extends Error {
  override name = 'PathFault'
}

const LENGTH_MAX = 2000
/** What stands in an address as it is: all else is percent-encoded there. */
const WRITTEN = /^[\x21-\x7e]*$/

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new PathFault('has a broken percent-encoding')
  }
}

const namesIn = (route: string, path: string): Record<string, string> | null => {
  const [wanted, given] = [route, path].map((text) => text.split('/'))
  if (wanted?.length !== given?.length) return null
  const names: Record<string, string> = {}
  for (const [i, part] of (wanted ?? []).entries()) {
    const value = given?.[i] ?? ''
    if (part.startsWith(':') && value !== '') names[part.slice(1)] = decoded(value)
    else if (part !== value) return null
  }
  return names
}

const checkNames = (names: Readonly<Record<string, string>>): void => {
  for (const value of Object.values(names)) {
    if (!isPlainText(value) || /^\.{1,2}$|[/\\]/.test(value))
      throw new PathFault(`names ${JSON.stringify(value)}, which is no id`)
  }
  const { bot_id } = names
  if (bot_id !== undefined && !BOT_ID.test(bot_id))
    throw new PathFault(`names ${JSON.stringify(bot_id)}, which is no bot_id`)
}

const pageOf = (path: string): Pick<SharedPlace, 'page' | 'names'> => {
  if (!path.startsWith('/')) throw new PathFault('must begin with a slash')
  const isWhole = path === BASE || path.startsWith(`${BASE}/`)
  // One slash at the end is another way to write the same page.
  const below = (isWhole ? path.slice(BASE.length) : path).replace(/\/$/, '')
  for (const page of PAGES) {
    const names = page.isOperators === true ? null : namesIn(page.route, below)
    if (names === null) continue
    checkNames(names)
    return { page, names }
  }
  throw new PathFault('must be the path of a public page of the dashboard, with its query')
}

const queryOf = (text: string): URLSearchParams => {
  const query = new URLSearchParams()
  for (const pair of text === '' ? [] : text.split('&')) {
    const [, name = pair, value = ''] = /^([^=]*)=(.*)$/.exec(pair) ?? []
    const [key, given] = [name, value].map((part) => decoded(part.replaceAll('+', ' '))) as [string, string]
    if (query.has(key)) throw new PathFault(`names ${JSON.stringify(key.slice(0, 80))} more than once`)
    const fault = parameterFault(key, given)
    if (fault !== null) throw new PathFault(fault)
    query.set(key, given)
  }
  return query
}

/** The place that a path below the dashboard names. Nothing of it is mended. @throws PathFault */
export const readPlace = (path: string): SharedPlace => {
  if (path.length > LENGTH_MAX) throw new PathFault(`must have at most ${LENGTH_MAX} characters`)
  if (!WRITTEN.test(path)) {
    throw new PathFault(
      'must be written as in an address: no spaces and control characters, and all but ASCII percent-encoded',
    )
  }
  if (path.includes('#')) throw new PathFault('must have no fragment (#)')
  const [, before = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(path) ?? []
  return { ...pageOf(before), query: queryOf(query) }
}

/** The place of a path that was checked when its link was made; `null` where there is no such page any more. */
export const placeOf = (path: string): SharedPlace | null => {
  try {
    return readPlace(path)
  } catch (error) {
    if (error instanceof PathFault) return null
    throw error
  }
}

/** The place as a path below the dashboard, the same for the same place. */
export const pathOf = ({ page, names, query }: SharedPlace): string => {
  const path = page.route.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
  return `${path === '' ? '/' : path}${query.size === 0 ? '' : `?${query.toString()}`}`
}
