/** The end of something that was started. */
export type End = {
  /** Tells how; where nobody listens, a failure is an unhandled rejection and ends the process, as a defect should. */
  done: Promise<void>
  /** Tells only that it is over; never rejects. */
  ended: Promise<unknown>
}

export const endOf = (run: Promise<void>): End => {
  const ended = run.then(
    () => null,
    (error: unknown) => ({ error }),
  )
  const done = ended.then((failure) => {
    if (failure !== null) throw failure.error
  })
  return { done, ended }
}
