/** The signal ids used since a point of the ledger: what a projection that lags behind cannot know yet. */
export type UsedIds = {
  /** Ids used at or below this sequence are no longer here; PostgreSQL must be asked, as of this sequence or later. */
  forgottenTo(): number
  add(botId: string, signalId: string, seq: number): void
  has(botId: string, signalId: string): boolean
  /** Lets go of the ids used up to a sequence, because the projection has them. */
  forget(upToSeq: number): void
  size(): number
}

// A bot id holds no space, so no two pairs share a key.
const keyOf = (botId: string, signalId: string): string => `${botId} ${signalId}`

/** Remembers ids used behind `fromSeq`. They are let go of in the order of coming, which is nearly that of the ledger. */
export const usedIdsSince = (fromSeq: number): UsedIds => {
  const seqs = new Map<string, number>()
  let forgottenTo = fromSeq
  return {
    forgottenTo: () => forgottenTo,
    add: (botId, signalId, seq) => {
      const key = keyOf(botId, signalId)
      if (!seqs.has(key)) seqs.set(key, seq)
    },
    has: (botId, signalId) => seqs.has(keyOf(botId, signalId)),
    forget: (upToSeq) => {
      for (const [key, seq] of seqs) {
        if (seq > upToSeq) break
        seqs.delete(key)
      }
      forgottenTo = Math.max(forgottenTo, upToSeq)
    },
    size: () => seqs.size,
  }
}
