import { binEdges } from './bin-edges.ts'
import { quantile7 } from './quantile7.ts'
import type { Sorted } from './sorted.ts'

/** How many values lie at or above `from` and below `to`; in the last bin also those at `to`. */
export type Bin = { from: number; to: number; count: number }

/** How many of the values are below a limit. */
const countBelow = (sorted: Sorted, limit: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted.at(middle) ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Finite values counted in the bins that {@link binEdges} finds for them; counts sum to their number. */
export const histogramOf = (sorted: Sorted): Bin[] => {
  const n = sorted.length
  const iqr = (quantile7(sorted, 0.75) ?? 0) - (quantile7(sorted, 0.25) ?? 0)
  const edges = binEdges({ n, low: sorted.at(0) ?? 0, high: sorted.at(n - 1) ?? 0, iqr })
  // The last edge is the greatest value itself, which belongs to the last bin.
  const below = edges.map((edge, place) => (place === edges.length - 1 ? n : countBelow(sorted, edge)))
  return edges.slice(1).map((to, place) => ({
    from: edges[place] ?? to,
    to,
    count: (below[place + 1] ?? 0) - (below[place] ?? 0),
  }))
}
