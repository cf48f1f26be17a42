/** Rows that changed since the last time they were taken, the newest of each key. */
export type PendingRows<Row> = {
  put(key: string | number, row: Row): void
  remove(key: string | number): void
  take(): Row[]
}

export const pendingRows = <Row>(): PendingRows<Row> => {
  let rows = new Map<string | number, Row>()
  return {
    put: (key, row) => void rows.set(key, row),
    remove: (key) => void rows.delete(key),
    take() {
      const taken = [...rows.values()]
      rows = new Map()
      return taken
    },
  }
}

/** Several parts as one map key; no two lists share one. */
export const rowKey = (...parts: (string | number | null)[]): string => JSON.stringify(parts)
