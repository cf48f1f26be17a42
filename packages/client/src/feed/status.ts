/**
 * How the feed stands. `live`: everything asked for is being told. `reconnecting`: there is no connection, or not all has
 * been answered yet. `stale`: connected, but nothing was heard for two heartbeats. `offline`: not trying, for `reason`.
 * While `polling`, values come over REST.
 */
export type FeedStatus = {
  readonly state: 'live' | 'reconnecting' | 'stale' | 'offline'
  /**
   * `idle`: nothing is subscribed to. `refused`: none of the topics is told; the next subscription tries again.
   * `unauthorized`: the token is wrong.
   */
  readonly reason: 'idle' | 'closed' | 'no_network' | 'refused' | 'unauthorized' | null
  readonly polling: boolean
  /** Attempts since the feed was last live. */
  readonly attempts: number
}

export type StatusListener = (status: FeedStatus) => void

/** A status that tells its listeners of each change, and a new listener at once how it is. */
export type StatusBoard = {
  get: () => FeedStatus
  set: (change: Partial<FeedStatus>) => void
  /** Returns what ends the listening. */
  listen: (listener: StatusListener) => () => void
}

export const createStatusBoard = (): StatusBoard => {
  let status: FeedStatus = Object.freeze({ state: 'offline', reason: 'idle', polling: false, attempts: 0 })
  const listeners = new Set<StatusListener>()
  return {
    get: () => status,
    set: (change) => {
      const next: FeedStatus = Object.freeze({ ...status, ...change })
      const isSame = (Object.keys(next) as (keyof FeedStatus)[]).every((key) => next[key] === status[key])
      if (isSame) return
      status = next
      // Who begins to listen meanwhile is told by that.
      const now = [...listeners]
      for (const listener of now) listener(next)
    },
    listen: (listener) => {
      listeners.add(listener)
      listener(status)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
