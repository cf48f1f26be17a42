/**
 * Answers many questions by few calls: those that come in the same turn of the event loop go together, and so do those that
 * come while `callsMax` calls run. A call begins after each of its questions was asked, so its answers are never older.
 */
export const coalesced = <Question, Answer>(
  call: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  callsMax = 2,
): ((question: Question) => Promise<Answer>) => {
  type Asked = { question: Question; resolve: (answer: Answer) => void; reject: (error: unknown) => void }
  let waiting: Asked[] = []
  let running = 0
  let due = false

  const callAll = async (asked: readonly Asked[]): Promise<void> => {
    try {
      const answers = await call(asked.map(({ question }) => question))
      for (const [index, { resolve, reject }] of asked.entries()) {
        const answer = answers[index]
        if (answer === undefined) reject(new RangeError('a call left a question unanswered'))
        else resolve(answer)
      }
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }
  const start = async (): Promise<void> => {
    due = false
    if (waiting.length === 0 || running === callsMax) return
    const asked = waiting
    waiting = []
    running += 1
    await callAll(asked)
    running -= 1
    await start()
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (due) return
      due = true
      setImmediate(() => void start())
    })
}
