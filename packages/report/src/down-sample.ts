import type { CurvePoint } from './tear-sheet.ts'

const lower = (a: CurvePoint, b: CurvePoint): boolean => a.value < b.value

/** The lowest and the highest of some points, in order of time; one point where they are the same. */
const extremes = (points: readonly CurvePoint[]): CurvePoint[] => {
  let low = 0
  let high = 0
  points.forEach((point, index) => {
    const [lowest, highest] = [points[low], points[high]]
    if (lowest !== undefined && lower(point, lowest)) low = index
    if (highest !== undefined && lower(highest, point)) high = index
  })
  return [...new Set([Math.min(low, high), Math.max(low, high)])].flatMap((index) => points[index] ?? [])
}

/**
 * At most `max` (≥ 4) points that look like all of them: first and last, and of each equal stretch between them the lowest
 * and the highest, so that no peak and no trough is lost. Points stay what they are; none is made up.
 */
export const downSample = (points: readonly CurvePoint[], max: number): readonly CurvePoint[] => {
  const [first, last] = [points.at(0), points.at(-1)]
  if (points.length <= max || first === undefined || last === undefined) return points
  const inner = points.slice(1, -1)
  const stretches = Math.floor((max - 2) / 2)
  const kept = Array.from({ length: stretches }, (_, index) =>
    extremes(
      inner.slice(Math.floor((index * inner.length) / stretches), Math.floor(((index + 1) * inner.length) / stretches)),
    ),
  )
  return [first, ...kept.flat(), last]
}
