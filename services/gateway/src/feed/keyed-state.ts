/** A state as JSON text by key. */
export type Cells = ReadonlyMap<string, string>

/** What changed since a place: keys to set and keys that are gone. */
export type Difference = { up: string[]; del: string[] }

/**
 * A state as it was read at growing sequences, and for each key when it last changed. From that, what a client misses is
 * known for whatever place it holds: merging what one client was too slow for costs no memory.
 */
export type KeyedState = {
  cells: () => Cells
  /** The newest sequence it was read at; `null` before the first. */
  seq: () => number | null
  /** Takes a reading; a sequence that is not newer changes nothing. Answers whether a key changed. */
  observe: (seq: number, cells: Cells) => boolean
  /** What changed since a sequence that it was read at; `null` for any other, and for one long past. */
  since: (from: number) => Difference | null
}

/** At 20 readings a second, half a minute: no client may be further behind. */
const READINGS_KEPT = 600

/** An empty state, never read. */
export const createKeyedState = (readingsKept = READINGS_KEPT): KeyedState => {
  let cells: Cells = new Map()
  let seq: number | null = null
  let changedAt = new Map<string, number>()
  const goneAt = new Map<string, number>()
  const readAt = new Set<number>()

  const forget = (): void => {
    const [oldest] = readAt
    if (oldest === undefined || readAt.size <= readingsKept) return
    readAt.delete(oldest)
    // Everybody who may still ask holds a later place.
    for (const [key, at] of goneAt) if (at <= oldest) goneAt.delete(key)
  }

  return {
    cells: () => cells,
    seq: () => seq,
    observe: (readSeq, read) => {
      if (seq !== null && readSeq <= seq) return false
      let changed = false
      const changes = new Map<string, number>()
      for (const [key, text] of read) {
        const isSame = cells.get(key) === text
        changes.set(key, isSame ? (changedAt.get(key) ?? readSeq) : readSeq)
        if (isSame) continue
        changed = true
        goneAt.delete(key)
      }
      for (const key of cells.keys()) {
        if (read.has(key)) continue
        changed = true
        goneAt.set(key, readSeq)
      }
      cells = read
      changedAt = changes
      seq = readSeq
      readAt.add(readSeq)
      forget()
      return changed
    },
    since: (from) => {
      if (!readAt.has(from)) return null
      const up = [...changedAt].filter(([, at]) => at > from).map(([key]) => key)
      const del = [...goneAt].filter(([, at]) => at > from).map(([key]) => key)
      return { up, del }
    },
  }
}
