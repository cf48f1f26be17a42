import type { Period } from '../route/scope.ts'
import { addressOf, BASE, changed, type Place } from '../route/url.ts'

/** The view as it is at any time somebody looks. */
export const livePlace = ({ path, query }: Place): Place => ({ path, query: changed(query, { as_of: null }) })

/**
 * The view as it stands at a ledger sequence. A period that ends now would begin later each day, so its beginning stands
 * still too.
 */
export const frozenView = ({ path, query }: Place, asOf: string, { from, to }: Period): Place => ({
  path,
  query: changed(query, { as_of: asOf, range: null, from: from ?? null, to: to ?? null }),
})

/** The path of a place below the dashboard, as links that are given away name it. */
export const pathBelow = (of: Place): string => {
  const below = addressOf(of).slice(BASE.length)
  return below.startsWith('/') ? below : `/${below}`
}
