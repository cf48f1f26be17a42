import type { Answer } from '@papertape/client'
import type { Signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Read } from '../src/data/use-read.ts'
import { openPage } from './page.ts'

type Data = { readonly n: number }

/** An answer that comes when it is told to. */
const later = () => {
  let tell: (n: number) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const answer = new Promise<Answer<Data>>((resolve, reject) => {
    tell = (n) =>
      resolve({
        data: { n },
        asOf: { seq: n, time: null },
        page: null,
        meta: {},
        status: 200,
        requestId: null,
        headers: new Headers(),
      })
    fail = reject
  })
  return { answer, tell, fail }
}

/** A reading whose questions wait for their answers. The page is frozen, so that it opens no feed. */
const startedReading = async (refreshMs: number | null = null) => {
  openPage('/bot-performance?as_of=1')
  const { startReading } = await import('../src/data/use-read.ts')
  const { signal } = await import('@preact/signals')
  const asked: (ReturnType<typeof later> & { signal: AbortSignal })[] = []
  const state: Signal<Read<Data>> = signal({
    state: 'loading',
    data: null,
    asOf: null,
    meta: {},
    error: null,
    again: () => undefined,
  })
  const stop = startReading(
    (_client, abort) => {
      const question = { ...later(), signal: abort }
      asked.push(question)
      return question.answer
    },
    refreshMs,
    state,
  )
  return { asked, state, stop }
}

describe('a reading', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('leaves nothing of the question before where the new one fails, and all of it where the same one does', async () => {
    const { asked, state, stop } = await startedReading()
    state.value = { ...state.value, state: 'loading', data: { n: 1 }, asOf: { seq: 1, time: null } }
    asked[0]?.fail(new Error('not found'))
    await vi.advanceTimersByTimeAsync(0)
    expect(state.value).toMatchObject({ state: 'error', data: null, asOf: null })
    await vi.advanceTimersByTimeAsync(5000)
    asked[1]?.tell(7)
    await vi.advanceTimersByTimeAsync(0)
    state.value.again()
    asked[2]?.fail(new Error('away'))
    await vi.advanceTimersByTimeAsync(0)
    expect(state.value).toMatchObject({ state: 'error', data: { n: 7 }, asOf: { seq: 7 } })
    stop()
  })

  it('has what was answered, and what it is as of', async () => {
    const { asked, state, stop } = await startedReading()
    expect(asked).toHaveLength(1)
    asked[0]?.tell(7)
    await vi.advanceTimersByTimeAsync(0)
    expect(state.value).toMatchObject({ state: 'ready', data: { n: 7 }, asOf: { seq: 7 } })
    stop()
  })

  it('drops the answer of an older question', async () => {
    const { asked, state, stop } = await startedReading()
    asked[0]?.tell(1)
    await vi.advanceTimersByTimeAsync(0)
    state.value.again()
    state.value.again()
    expect(asked[1]?.signal.aborted).toBe(true)
    asked[2]?.tell(3)
    await vi.advanceTimersByTimeAsync(0)
    asked[1]?.tell(2)
    await vi.advanceTimersByTimeAsync(0)
    expect(state.value.data).toEqual({ n: 3 })
    stop()
  })

  it('keeps what it had when it fails, says so, and tries again by itself', async () => {
    const { asked, state, stop } = await startedReading()
    asked[0]?.tell(1)
    await vi.advanceTimersByTimeAsync(0)
    state.value.again()
    asked[1]?.fail(new Error('gone'))
    await vi.advanceTimersByTimeAsync(0)
    expect(state.value).toMatchObject({ state: 'error', data: { n: 1 } })
    await vi.advanceTimersByTimeAsync(5000)
    asked[2]?.tell(4)
    await vi.advanceTimersByTimeAsync(0)
    expect(state.value).toMatchObject({ state: 'ready', data: { n: 4 }, error: null })
    stop()
  })

  it('asks nothing any more once it is stopped', async () => {
    const { asked, state, stop } = await startedReading()
    asked[0]?.fail(new Error('gone'))
    await vi.advanceTimersByTimeAsync(0)
    stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)
    expect(state.value.state).toBe('error')
  })

  it('of the past does not follow the ledger', async () => {
    const { asked, stop } = await startedReading(1000)
    asked[0]?.tell(1)
    await vi.advanceTimersByTimeAsync(0)
    const { newestSeq } = await import('../src/data/live.ts')
    newestSeq.value = 99
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)
    stop()
  })
})

describe('what the feed keeps fresh', () => {
  const read = (seq: number): Read<string> => ({
    state: 'error',
    data: 'read',
    asOf: { seq, time: null },
    meta: {},
    error: new Error('old'),
    again: () => undefined,
  })
  const told = { value: 'told', told: { topic: 'summary', seq: 5, as_of: null, via: 'stream' } } as const

  it('is the newer of what was read and what was told', async () => {
    openPage('/bot-performance?as_of=1')
    const { freshest } = await import('../src/data/fresh.ts')
    expect(freshest(read(4), told)).toMatchObject({ data: 'told', state: 'ready', error: null, asOf: { seq: 5 } })
    expect(freshest(read(5), told).data).toBe('told')
    expect(freshest(read(6), told).data).toBe('read')
    expect(freshest(read(6), null).data).toBe('read')
    expect(freshest({ ...read(0), data: null, asOf: null }, told).data).toBe('told')
  })

  it('is what was read, of prices that go on while the ledger stands still', async () => {
    openPage('/bot-performance?as_of=1')
    const { newest } = await import('../src/data/open-positions.ts')
    const ready = (seq: number) => ({ ...read(seq), state: 'ready', error: null }) as const
    expect(newest(ready(4), told).data).toBe('told')
    expect(newest(ready(5), told).data).toBe('read')
    expect(newest(ready(6), told).data).toBe('read')
    expect(newest(ready(5), null).data).toBe('read')
    expect(newest(read(5), told).data).toBe('told')
    expect(newest({ ...read(0), data: null, asOf: null }, told).data).toBe('told')
  })

  it('are rows as they were read, at the prices that were told', async () => {
    openPage('/bot-performance?as_of=1')
    const { withPrices } = await import('../src/data/open-positions.ts')
    const row = (trade_id: string, current_price: string) => ({ trade_id, current_price }) as never
    const rows = withPrices([row('a', '1'), row('b', '2')], [row('b', '3'), row('c', '4')])
    expect(rows).toEqual([row('a', '1'), row('b', '3')])
  })
})

describe('the name of the window', () => {
  it('has what stands open before the page', async () => {
    openPage('/bot-performance?as_of=1')
    const { titleOf } = await import('../src/app/use-title.ts')
    expect(titleOf('Overview', 12.3)).toBe('+$12.30 · Overview · Papertape')
    expect(titleOf('Overview', null)).toBe('Overview · Papertape')
  })
})
