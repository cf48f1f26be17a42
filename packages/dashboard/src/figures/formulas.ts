import { type Language, language } from '../words/language.ts'
import { type FigureName, FORMULAS } from './formula-texts.ts'
import type { FormulaTexts } from './formulas/formula.ts'

export type Formula = { name: string; text: string }

const texts: FormulaTexts = FORMULAS

/** What figures mean and how they are computed; those without a text are left out. */
export const formulasOf = (names: readonly string[], of: Language): readonly Formula[] =>
  names.flatMap((name) => {
    const found = texts[name]
    return found === undefined ? [] : [{ name: found.name[of], text: found.text[of] }]
  })

/** What a figure is called in the page's language. It brings all formulas along: for pages that name many figures. */
export const figureName = (name: FigureName): string => FORMULAS[name].name[language.value]
