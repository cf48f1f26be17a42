import { computed, effect } from '@preact/signals'
import { parameter } from '../route/url.ts'

export const LANGUAGES = ['en', 'tr'] as const
export type Language = (typeof LANGUAGES)[number]

/** The language of the page: the URL's, else the document's, which the gateway chose by what the browser accepts. */
export const language = computed<Language>(() => {
  const wanted = parameter('lang') ?? document.documentElement.lang
  return wanted === 'tr' ? 'tr' : 'en'
})
effect(() => {
  document.documentElement.lang = language.value
})
