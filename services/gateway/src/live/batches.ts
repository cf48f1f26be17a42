/** Answers questions one by one that are best answered many at a time. */
export type Batches<Key, Answer> = { of: (key: Key) => Promise<Answer> }

/**
 * Gathers what is asked while the last batch is on its way into the next one. A batch begins after all that is in it was
 * asked, so no answer is older than its question. `answer` answers in the order of the keys.
 */
export const createBatches = <Key, Answer>(
  answer: (keys: readonly Key[]) => Promise<readonly Answer[]>,
  sizeMax: number,
): Batches<Key, Answer> => {
  type Waiting = { resolve: (answer: Answer) => void; reject: (reason: unknown) => void }
  let gathered = new Map<Key, Waiting[]>()
  let isRunning = false

  const runOne = async (batch: [Key, Waiting[]][]): Promise<void> => {
    try {
      const answers = await answer(batch.map(([key]) => key))
      for (const [index, [, waiting]] of batch.entries()) {
        // A shorter list would be a defect of `answer`; its askers must not wait for ever.
        if (index < answers.length) for (const { resolve } of waiting) resolve(answers[index] as Answer)
        else for (const { reject } of waiting) reject(new RangeError('a batch was answered in part'))
      }
    } catch (error) {
      for (const [, waiting] of batch) for (const { reject } of waiting) reject(error)
    }
  }
  const run = async (): Promise<void> => {
    isRunning = true
    // Whoever asks in this turn of the event loop comes along.
    await Promise.resolve()
    while (gathered.size > 0) {
      const batch = [...gathered].slice(0, sizeMax)
      gathered = new Map([...gathered].slice(sizeMax))
      await runOne(batch)
    }
    isRunning = false
  }

  return {
    of: (key) =>
      new Promise((resolve, reject) => {
        gathered.getOrInsertComputed(key, () => []).push({ resolve, reject })
        if (!isRunning) void run()
      }),
  }
}
