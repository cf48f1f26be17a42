/** At most so many bots beside each other: more colours nobody tells apart. */
export const MOST = 6

/** The bots that the URL names, each once and no more than can be shown. */
export const idsOf = (text: string | null): readonly string[] =>
  [...new Set((text ?? '').split(',').filter((id) => id !== ''))].slice(0, MOST)

/** The ids with one put in or taken out. */
export const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id].slice(0, MOST)
