type Text = { readonly en: string; readonly tr: string }

/** What a figure is called, and how it is computed, as docs/kpis.md defines it. */
export type FormulaText = { readonly name: Text; readonly text: Text }

/** Texts of figures by the names that the API gives them. */
export type FormulaTexts = Readonly<Record<string, FormulaText>>
