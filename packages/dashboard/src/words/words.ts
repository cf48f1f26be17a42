import { type Language, language } from './language.ts'

/** A text, or a function that makes one of its parts. */
type Word = string | ((...parts: never[]) => string)

/** Texts in each language. A key that one of them lacks does not compile. */
export type Words<Texts> = Readonly<Record<Language, Texts>>

/** Declares the texts of one part of the dashboard, beside the part. */
export const words = <Texts extends Readonly<Record<string, Word>>>(all: {
  en: Texts
  tr: NoInfer<Texts>
}): Words<Texts> => all

/** The texts in the language of now. Read in a component, it is rendered anew when the language changes. */
export const say = <Texts>(of: Words<Texts>): Texts => of[language.value]
