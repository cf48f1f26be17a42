/** The operation's result, or the error that `late` makes when it takes longer. The operation itself goes on. */
export const within = async <Result>(ms: number, op: Promise<Result>, late: () => Error): Promise<Result> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), ms)
  try {
    return await Promise.race([op, promise])
  } finally {
    clearTimeout(timer)
  }
}
