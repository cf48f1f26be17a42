/** What has been joined so far: its members in order. */
type Cluster = readonly number[]

const meanBetween = (a: Cluster, b: Cluster, distance: (i: number, j: number) => number): number => {
  let total = 0
  for (const i of a) for (const j of b) total += distance(i, j)
  return total / (a.length * b.length)
}

/** The two that lie closest; of equally close ones the first. */
const closest = (clusters: readonly Cluster[], distance: (i: number, j: number) => number): [number, number] => {
  let best: [number, number] = [0, 1]
  let least = Number.POSITIVE_INFINITY
  for (const [i, a] of clusters.entries()) {
    for (const [place, b] of clusters.slice(i + 1).entries()) {
      const between = meanBetween(a, b, distance)
      if (between < least) {
        least = between
        best = [i, i + 1 + place]
      }
    }
  }
  return best
}

/** Both in a row, each turned so that the ends which meet are the closest. */
const joined = (a: Cluster, b: Cluster, distance: (i: number, j: number) => number): Cluster => {
  const ways = [
    [a, b],
    [a.toReversed(), b],
    [a, b.toReversed()],
    [a.toReversed(), b.toReversed()],
  ] as const
  const gap = ([left, right]: readonly [Cluster, Cluster]): number => distance(left.at(-1) ?? 0, right[0] ?? 0)
  const [left, right] = ways.reduce((best, way) => (gap(way) < gap(best) ? way : best))
  return [...left, ...right]
}

/**
 * The places 0 … n − 1 in an order in which what is alike stands together: average-linkage clustering by a symmetric
 * distance, joined clusters turned so that the closest ends meet. The same distances always give the same order. O(n³), for
 * some dozens. Reference: Sokal & Michener 1958; Mantegna 1999 for the order of a correlation matrix.
 */
export const clusterOrder = (n: number, distance: (i: number, j: number) => number): readonly number[] => {
  let clusters: Cluster[] = Array.from({ length: n }, (_, place) => [place])
  while (clusters.length > 1) {
    const [i, j] = closest(clusters, distance)
    const one = joined(clusters[i] ?? [], clusters[j] ?? [], distance)
    clusters = clusters.flatMap((cluster, place) => (place === i ? [one] : place === j ? [] : [cluster]))
  }
  return clusters[0] ?? []
}
