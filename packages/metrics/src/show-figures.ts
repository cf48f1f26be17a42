import { type Figure, missing, type Quality } from './figure.ts'

/** A number beyond what a double holds is no figure; of the two zeros one is. */
export const shown = (figure: Figure): Figure => {
  if (figure.value === null) return figure
  if (!Number.isFinite(figure.value)) return missing(figure.quality?.n ?? 0, 'NOT_REPRESENTABLE')
  return figure.value === 0 ? { ...figure, value: 0 } : figure
}

/** Figures by name as they go out: their numbers, and the qualities of those that have one. */
export const showFigures = <Name extends string>(
  figures: { readonly [Each in Name]: Figure },
): { values: { [Each in Name]: number | null }; quality: { [Each in Name]?: Quality } } => {
  const values: Partial<Record<Name, number | null>> = {}
  const quality: { [Each in Name]?: Quality } = {}
  for (const [name, given] of Object.entries(figures) as [Name, Figure][]) {
    const figure = shown(given)
    values[name] = figure.value
    if (figure.quality !== null) quality[name] = figure.quality
  }
  return { values: values as { [Each in Name]: number | null }, quality }
}
