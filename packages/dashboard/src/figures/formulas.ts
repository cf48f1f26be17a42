import type { Language } from '../words/language.ts'
import { FORMULAS } from './formula-texts.ts'

export type Formula = { name: string; text: string }

/** What figures mean and how they are computed; those without a text are left out. */
export const formulasOf = (names: readonly string[], language: Language): readonly Formula[] =>
  names.flatMap((name) => {
    const found = FORMULAS[name]
    return found === undefined ? [] : [{ name: found.name[language], text: found.text[language] }]
  })
