import { describe, expect, it } from 'vitest'
import { type Announcement, createAnnouncer, PAUSE_MS } from '../src/data/announcements.ts'

/** An announcer with a clock that goes on by hand. */
const announcerAt = (start: number) => {
  const said: Announcement[] = []
  let now = start
  let due: { at: number; act: () => void }[] = []
  const announce = createAnnouncer({
    say: (announcement) => said.push(announcement),
    joined: (texts) => texts.join(' + '),
    now: () => now,
    later: (act, ms) => {
      due.push({ at: now + ms, act })
    },
  })
  const pass = (ms: number): void => {
    now += ms
    const over = due.filter(({ at }) => at <= now)
    due = due.filter(({ at }) => at > now)
    for (const { act } of over) act()
  }
  return { said, announce, pass }
}
const polite = (text: string): Announcement => ({ text, assertive: false })

describe('announcements', () => {
  it('are said at once where it was quiet', () => {
    const { said, announce, pass } = announcerAt(5)
    announce(polite('a'))
    pass(PAUSE_MS)
    announce(polite('b'))
    expect(said).toEqual([polite('a'), polite('b')])
  })

  it('that come within ten seconds of one are said together when those are over', () => {
    const { said, announce, pass } = announcerAt(0)
    announce(polite('a'))
    pass(1000)
    announce(polite('b'))
    announce({ text: 'c', assertive: true })
    pass(PAUSE_MS - 1001)
    expect(said).toHaveLength(1)
    pass(1)
    expect(said).toEqual([polite('a'), { text: 'b + c', assertive: true }])
  })

  it('begin a new pause each', () => {
    const { said, announce, pass } = announcerAt(0)
    for (const text of ['a', 'b', 'c']) {
      announce(polite(text))
      pass(PAUSE_MS - 1)
    }
    pass(PAUSE_MS)
    expect(said.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  })
})
