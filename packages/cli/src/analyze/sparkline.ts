const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** Values as a row of at most `width` blocks, the lowest to the highest; each block shows the last value of its stretch, or the highest. */
export const sparkline = (values: readonly number[], width: number, shows: 'last' | 'highest'): string => {
  const count = Math.min(width, values.length)
  const shown = Array.from({ length: count }, (_, index) => {
    const stretch = values.slice(
      Math.floor((index * values.length) / count),
      Math.floor(((index + 1) * values.length) / count),
    )
    return shows === 'last' ? (stretch.at(-1) ?? 0) : Math.max(...stretch)
  })
  const low = shows === 'last' ? Math.min(...shown) : 0
  const span = Math.max(...shown) - low
  return shown
    .map((value) => BLOCKS[span <= 0 ? 0 : Math.round(((value - low) / span) * (BLOCKS.length - 1))] ?? BLOCKS[0])
    .join('')
}
