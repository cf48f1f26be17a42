/** A page of a list behind its first: where it begins, and the start of the period that its cursor was made for. */
export type PagePlace = { readonly cursor: string; readonly from: string | null }

/** FNV-1a: tells lists apart, and is short enough for an address. */
const tagOf = (text: string): string => {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(36)
}

/** A page as the URL names it. A cursor fits one list only, so the list's filters are named beside it. */
export const pageText = (filters: string, { cursor, from }: PagePlace): string =>
  [tagOf(filters), from ?? '', cursor].join('~')

/** The page that the URL names; `null` = the first, also where the filters are not those of the page any more. */
export const pagePlace = (text: string | null, filters: string): PagePlace | null => {
  const [tag, from = '', cursor = ''] = (text ?? '').split('~')
  return tag === tagOf(filters) && cursor !== '' ? { cursor, from: from === '' ? null : from } : null
}
