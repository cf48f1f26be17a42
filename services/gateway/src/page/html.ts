/** Markup that is safe to put into a page as it stands. */
export type Html = { markup: string }

type Value = string | number | null | Html | readonly Html[]

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')

const isList = (value: Value): value is readonly Html[] => Array.isArray(value)

const markupOf = (value: Value): string => {
  if (value === null) return ''
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return isList(value) ? value.map(({ markup }) => markup).join('') : value.markup
}

/** Builds markup; every value is escaped unless it is markup itself. `null` is nothing. */
export const html = (literals: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: literals.reduce((built, literal, i) => `${built}${markupOf(values[i - 1] ?? null)}${literal}`),
})
