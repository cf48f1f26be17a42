import { type Acceptance, acceptTick, type Price } from '@papertape/paper-engine'

/** An accepted price and the moment by which questions are asked: receive time (live) or payload time (a run), epoch ms. */
export type HeldTick = { price: Price; momentMs: number }

/** How much an instrument holds: what is younger than `keepMs`, within these bounds. */
export type Retention = { keepMs: number; heldMin: number; heldMax: number }

/**
 * One instrument's accepted prices of late. The fold may have begun in the middle of the stream: until it is `anchored`, a
 * price it takes for accepted may lie before one that it never saw, so nothing is answered from it.
 */
export type InstrumentTicks = {
  anchored: boolean
  lastTime: string | null
  /** `held` has every accepted price of the instrument from this sequence on; 0 = from its very first. */
  completeFrom: number
  held: HeldTick[]
}

/** An instrument that is followed from `from` on; `whole` when the stream holds nothing before that. */
export const newInstrument = (from: number, whole: boolean): InstrumentTicks => ({
  anchored: whole,
  lastTime: null,
  completeFrom: whole ? 0 : from,
  held: [],
})

/**
 * Folds the next price of the stream in and says whether it counts. `sureFrom` is a time that no price before the fold's
 * beginning can lie behind: an accepted price at or behind it is accepted for certain, and from then on so is every verdict.
 */
export const foldPrice = (
  instrument: InstrumentTicks,
  price: Price,
  at: { momentMs: number; receivedAtMs: number | null; sureFrom: string },
  retention: Retention,
): Acceptance => {
  const verdict = acceptTick(instrument.lastTime, price, at.receivedAtMs)
  if (verdict !== 'accepted') return verdict
  instrument.lastTime = price.time
  if (!instrument.anchored && price.time >= at.sureFrom) {
    instrument.anchored = true
    instrument.completeFrom = price.seq
    instrument.held = []
  }
  instrument.held.push({ price, momentMs: at.momentMs })
  trim(instrument, retention)
  return verdict
}

const trim = (instrument: InstrumentTicks, { keepMs, heldMin, heldMax }: Retention): void => {
  const { held } = instrument
  const newestMs = held.at(-1)?.momentMs ?? 0
  for (;;) {
    const [oldest] = held
    if (oldest === undefined || held.length <= heldMin) return
    if (held.length <= heldMax && oldest.momentMs >= newestMs - keepMs) return
    held.shift()
    instrument.completeFrom = oldest.price.seq + 1
  }
}

/**
 * Tells the fold what the stream says for certain: `last` is the instrument's last accepted price up to sequence `seq`
 * (`null`: there is none), and the fold has seen everything up to there that it follows. Prices it holds from behind `seq`
 * stay where they are not older than that one, which makes them exactly those that a fold from the beginning accepts.
 */
export const anchor = (instrument: InstrumentTicks, last: HeldTick | null, seq: number): void => {
  const lastTime = last?.price.time ?? null
  const behind = instrument.held.filter(({ price }) => price.seq > seq && (lastTime === null || price.time >= lastTime))
  const seamless = instrument.completeFrom <= seq + 1
  instrument.held = seamless && last !== null ? [last, ...behind] : behind
  if (seamless) instrument.completeFrom = last?.price.seq ?? 0
  instrument.lastTime = behind.at(-1)?.price.time ?? lastTime
  instrument.anchored = true
}

/**
 * The last accepted price strictly before a moment: `null` when there is none in the stream, `undefined` when what is held
 * does not reach back that far.
 */
export const lastBefore = (instrument: InstrumentTicks, momentMs: number): Price | null | undefined => {
  for (let index = instrument.held.length - 1; index >= 0; index -= 1) {
    const tick = instrument.held[index]
    if (tick !== undefined && tick.momentMs < momentMs) return tick.price
  }
  return instrument.completeFrom === 0 ? null : undefined
}
