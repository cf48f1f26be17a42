import { describe, expect, it } from 'vitest'
import { demoBots } from '../src/demo/demo-bots.ts'
import { demoSignal, recentTicks } from '../src/demo/demo-signal.ts'
import { parseRecording, priceWalk } from '../src/demo/price-walk.ts'

const take = (count: number, walk: Iterator<{ waitMs: number; price: string }, never>) =>
  Array.from({ length: count }, () => walk.next().value)

describe('the walk through a recording', () => {
  const recording = [
    { offsetMs: 0, price: '1' },
    { offsetMs: 100, price: '2' },
    { offsetMs: 250, price: '3' },
  ]

  it('goes forward, backward and forward again, so that neighbours stay neighbours', () => {
    expect(
      take(8, priceWalk(recording))
        .map(({ price }) => price)
        .join(''),
    ).toBe('12321232')
  })
  it('keeps the pace of the recording in both directions', () => {
    expect(take(6, priceWalk(recording)).map(({ waitMs }) => waitMs)).toEqual([0, 100, 150, 150, 100, 100])
  })
  it('stands still on a recording of one tick', () => {
    expect(take(3, priceWalk(recording.slice(0, 1))).map(({ price }) => price)).toEqual(['1', '1', '1'])
  })
  it('refuses an empty recording', () => expect(() => priceWalk([]).next()).toThrow('empty recording'))
})

describe('reading a recording', () => {
  it('takes offsets from the first trade', () => {
    expect(parseRecording('trade_ms,x,price\n1000,a,1.5\n1500,b,2\n')).toEqual([
      { offsetMs: 0, price: '1.5' },
      { offsetMs: 500, price: '2' },
    ])
  })
  it.each([
    ['a,b\n1,2', 'columns trade_ms and price'],
    ['trade_ms,price\n1,2\nx,2', 'line 3: trade_ms'],
    ['trade_ms,price\n1,-2', 'line 2: price'],
  ])('names what is wrong in %j', (csv, message) => expect(() => parseRecording(csv)).toThrow(message))
})

describe('a demo signal', () => {
  const [momentum, reversion] = demoBots
  if (momentum === undefined || reversion === undefined) throw new Error('the demo has no bots')
  const nowMs = Date.parse('2024-01-01T00:01:00.000Z')
  const rising = [
    { timeMs: nowMs - 10_000, price: 60_000 },
    { timeMs: nowMs, price: 60_030 },
  ]

  it('goes with a rise or against it, with both levels on the right side', () => {
    expect(demoSignal(momentum, rising, nowMs)).toMatchObject({
      direction: 'LONG',
      entry_price: '60030.00',
      take_profit: '60048.01',
      stop_loss: '60014.99',
    })
    expect(demoSignal(reversion, rising, nowMs)).toMatchObject({
      direction: 'SHORT',
      take_profit: '60017.99',
      stop_loss: '60048.01',
    })
  })
  it('waits while nothing moves', () => {
    expect(
      demoSignal(
        momentum,
        rising.map((tick) => ({ ...tick, price: 60_000 })),
        nowMs,
      ),
    ).toBeNull()
  })
  it('is made of past ticks that reach back far enough, or not at all', () => {
    const ticks = recentTicks(60)
    ticks.see({ timeMs: nowMs - 5_000, price: 60_000 })
    expect(ticks.window(nowMs, 10)).toEqual([])
    expect(ticks.window(nowMs, 5)).toHaveLength(1)
  })
})
