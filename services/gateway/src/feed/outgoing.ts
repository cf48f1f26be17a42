import type { ServerFrame } from './frames.ts'

/** A frame ready to be sent; `seq` is its place on its topic, `null` where it has none. */
export type Outgoing = { t: ServerFrame['t']; seq: number | null; frame: Buffer }

/** Encodes a frame that is made for one client. */
export const outgoing = (frame: ServerFrame): Outgoing => ({
  t: frame.t,
  seq: 'seq' in frame ? frame.seq : null,
  frame: Buffer.from(JSON.stringify(frame)),
})
