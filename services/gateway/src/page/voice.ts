import { createFormat, type Format } from './format.ts'
import { LANGUAGES, type Language } from './language.ts'
import { type Words, wordsIn } from './words.ts'

/** How a page speaks: its words, and how it writes numbers. */
export type Voice = { language: Language; words: Words; format: Format }

const voices = new Map(
  LANGUAGES.map((language): [Language, Voice] => [
    language,
    { language, words: wordsIn(language), format: createFormat(language) },
  ]),
)

/** @throws TypeError never: there is one for each language. */
export const voiceIn = (language: Language): Voice => {
  const voice = voices.get(language)
  if (voice === undefined) throw new TypeError(`no voice for ${language}`)
  return voice
}
