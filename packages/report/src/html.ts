/** Markup that is safe to put into a page as it stands. */
export type Html = { markup: string }

type Content = string | number | null | Html | readonly Html[]

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/**
 * Characters that no page may hold: controls but for tab and line ends, and those that turn the direction of what follows,
 * with which a name can pretend to be another. A reader sees that something stood there.
 */
const UNSHOWABLE = /(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(UNSHOWABLE, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')

const isList = (content: Content): content is readonly Html[] => Array.isArray(content)

const markupOf = (content: Content): string => {
  if (content === null) return ''
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content))
  return isList(content) ? content.map(({ markup }) => markup).join('') : content.markup
}

/** Builds markup; every value is escaped unless it is markup itself. `null` is nothing. */
export const html = (literals: TemplateStringsArray, ...values: readonly Content[]): Html => ({
  markup: literals.reduce((built, literal, i) => `${built}${markupOf(values[i - 1] ?? null)}${literal}`),
})

/** Text that somebody chose, kept apart from what stands around it whichever way its letters run. */
export const foreign = (text: string): Html => html`<bdi>${text}</bdi>`
