/** Something to be said to whoever cannot see it. `assertive` interrupts what is being read. */
export type Announcement = { readonly text: string; readonly assertive: boolean }

/** At most one announcement in this time. */
export const PAUSE_MS = 10_000

type Parts = {
  say: (announcement: Announcement) => void
  /** What is said of several that have to wait. */
  joined: (texts: readonly string[]) => string
  now: () => number
  later: (act: () => void, ms: number) => void
}

/**
 * Says things one at a time: the first at once, and what comes within ten seconds of it together, when those are over.
 * One that must interrupt makes all of its announcement do so.
 */
export const createAnnouncer = ({ say, joined, now, later }: Parts): ((announcement: Announcement) => void) => {
  let saidAt = Number.NEGATIVE_INFINITY
  let waiting: Announcement[] = []
  const tell = (): void => {
    saidAt = now()
    const texts = waiting.map(({ text }) => text)
    const assertive = waiting.some((one) => one.assertive)
    waiting = []
    say({ text: texts.length === 1 ? (texts[0] ?? '') : joined(texts), assertive })
  }
  return (announcement) => {
    waiting.push(announcement)
    if (waiting.length > 1) return
    const rest = saidAt + PAUSE_MS - now()
    if (rest <= 0) tell()
    else later(tell, rest)
  }
}
