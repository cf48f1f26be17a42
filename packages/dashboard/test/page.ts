import { vi } from 'vitest'

type Shown = { lang?: string; place?: string; asOf?: string }

/** The addresses that a page went to. */
export type Visited = { pushed: string[]; replaced: string[] }

/**
 * What the dashboard's modules ask of a browser when they are loaded: an address, and the document as the gateway writes it.
 * To be called before they are imported. Nothing listens at the origin.
 */
export const openPage = (address: string, { lang = 'en', place, asOf }: Shown = {}): Visited => {
  vi.resetModules()
  const { origin, pathname, search } = new URL(address, 'http://127.0.0.1:9')
  const visited: Visited = { pushed: [], replaced: [] }
  const dataset = { ...(place === undefined ? {} : { place }), ...(asOf === undefined ? {} : { asOf }) }
  vi.stubGlobal('location', { origin, pathname, search, hash: '' })
  vi.stubGlobal('document', {
    documentElement: { lang, dataset },
    visibilityState: 'visible',
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    getElementById: () => null,
  })
  vi.stubGlobal('history', {
    pushState: (_state: unknown, _title: string, to: string) => visited.pushed.push(to),
    replaceState: (_state: unknown, _title: string, to: string) => visited.replaced.push(to),
  })
  vi.stubGlobal('scrollTo', () => undefined)
  return visited
}
