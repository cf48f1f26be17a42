/** The languages that pages are written in; the first where nobody asks for another. */
export const LANGUAGES = ['en', 'tr'] as const
export type Language = (typeof LANGUAGES)[number]

export const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value)

/** What an Accept-Language header likes best (RFC 9110, 12.5.4), of what there is. */
const accepted = (header: string): Language => {
  let best: Language = 'en'
  let bestWeight = 0
  for (const part of header.slice(0, 1000).split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const language = range.split('-', 1)[0]
    const given = parameters.find((text) => text.startsWith('q='))?.slice(2)
    const weight = given === undefined ? 1 : Number(given)
    if (isLanguage(language) && weight > bestWeight) [best, bestWeight] = [language, weight]
  }
  return best
}

/** The language of a page: the one asked for, else what the browser likes best. */
export const languageOf = (asked: unknown, acceptLanguage: string | undefined): Language =>
  isLanguage(asked) ? asked : accepted(acceptLanguage ?? '')
