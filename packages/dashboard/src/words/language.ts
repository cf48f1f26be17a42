import { computed, effect } from '@preact/signals'
import { parameter } from '../route/url.ts'

export const LANGUAGES = ['en', 'tr'] as const
export type Language = (typeof LANGUAGES)[number]

/** What the browser likes: the gateway's choice for the document, unless that was what the URL asked for. */
const liked = parameter('lang') === null ? document.documentElement.lang : navigator.language

/** The language of the page: the URL's, else what the browser likes. */
export const language = computed<Language>(() => (/^tr\b/i.test(parameter('lang') ?? liked) ? 'tr' : 'en'))
effect(() => {
  document.documentElement.lang = language.value
})
