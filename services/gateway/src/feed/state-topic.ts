import { type Cells, createKeyedState, type KeyedState } from './keyed-state.ts'
import type { Outgoing } from './outgoing.ts'

/** How a state looks in frames: one object whose keys are fields, or rows by their key. */
export type Shape = 'object' | 'rows'

/** One reading of a topic's state. `as_of` is when the fact at `seq` was written. */
export type StateReading = { epoch: string; seq: number; as_of: string | null; cells: Cells }

/** A state topic as all its clients share it: each frame is encoded once however many get it. */
export type StateTopic = {
  name: string
  /** Whether the same sequence means the same state in every gateway; else a client that comes back begins anew. */
  exact: boolean
  /** Where it stands; `null` before the first reading. */
  at: () => { epoch: string; seq: number } | null
  /** Answers whether clients have something to hear. */
  observe: (reading: StateReading) => boolean
  snapshot: () => Outgoing[]
  /** One delta from a place to now; `same` where nothing changed, `unknown` where only a snapshot helps. */
  delta: (from: { epoch: string; seq: number }) => Outgoing | 'same' | 'unknown'
}

/** Rows of one snapshot frame. */
const ROWS_MAX = 500

const object = (cells: Iterable<readonly [string, string]>): string =>
  `{${[...cells].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`

const parts = (shape: Shape, cells: Cells): string[] => {
  if (shape === 'object') return [object(cells)]
  const rows = [...cells.values()]
  const count = Math.max(1, Math.ceil(rows.length / ROWS_MAX))
  return Array.from({ length: count }, (_, part) => `[${rows.slice(part * ROWS_MAX, (part + 1) * ROWS_MAX).join(',')}]`)
}

/** A topic that was not read yet. */
export const createStateTopic = (name: string, shape: Shape, exact: boolean): StateTopic => {
  const topic = JSON.stringify(name)
  let state: KeyedState = createKeyedState()
  let epoch: string | null = null
  let as_of: string | null = null
  let snapshot: Outgoing[] | null = null
  let deltas = new Map<number, Outgoing | 'same'>()

  const at = (): { epoch: string; seq: number } | null => {
    const seq = state.seq()
    return epoch === null || seq === null ? null : { epoch, seq }
  }

  const encodeSnapshot = (): Outgoing[] => {
    const seq = state.seq() ?? 0
    const head = `{"t":"snapshot","topic":${topic},"epoch":${JSON.stringify(epoch)},"seq":${seq},"as_of":${JSON.stringify(as_of)}`
    return parts(shape, state.cells()).map((data, index, all) => ({
      t: 'snapshot',
      seq,
      frame: Buffer.from(`${head},"data":${data},"last":${index === all.length - 1}}`),
    }))
  }

  const encodeDelta = (from: number): Outgoing | 'same' | null => {
    const difference = state.since(from)
    if (difference === null) return null
    const { up, del } = difference
    if (up.length === 0 && del.length === 0) return 'same'
    const cells = state.cells()
    const changed = up.map((key) => [key, cells.get(key) ?? 'null'] as const)
    const rows = shape === 'rows' ? changed.map(([, text]) => text).join(',') : up.length === 0 ? '' : object(changed)
    const seq = state.seq() ?? 0
    const head = `{"t":"delta","topic":${topic},"seq":${seq},"prev":${from},"ts":${JSON.stringify(as_of)}`
    return { t: 'delta', seq, frame: Buffer.from(`${head},"up":[${rows}],"del":${JSON.stringify(del)}}`) }
  }

  return {
    name,
    exact,
    at,
    observe: (reading) => {
      const isOther = reading.epoch !== epoch
      if (isOther) {
        state = createKeyedState()
        epoch = reading.epoch
      } else if (reading.seq <= (state.seq() ?? -1)) return false
      const changed = state.observe(reading.seq, reading.cells) || isOther
      as_of = reading.as_of
      snapshot = null
      if (changed) deltas = new Map()
      return changed
    },
    snapshot: () => (snapshot ??= encodeSnapshot()),
    delta: (from) => {
      if (from.epoch !== epoch) return 'unknown'
      const known = deltas.get(from.seq)
      if (known !== undefined) return known
      const made = encodeDelta(from.seq)
      if (made === null) return 'unknown'
      // A delta says where it leads; without changes in between that place stays good.
      if (deltas.size < 64) deltas.set(from.seq, made)
      return made
    },
  }
}
