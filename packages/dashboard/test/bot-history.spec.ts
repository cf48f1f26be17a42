import type { Alarm, Bot, LeaderboardRow, PolicySegment } from '@papertape/client'
import { describe, expect, it } from 'vitest'
import { momentsOf } from '../src/pages/bot/timeline.ts'
import { asDecimals, botRows, sumOfCounts } from '../src/pages/bots/rows.ts'

const botOf = (bot_id: string): Bot =>
  ({
    bot_id,
    registered_at: '2026-01-01T00:00:00.000Z',
    state: { status: 'stopped', status_since: '2026-01-05T00:00:00.000Z' },
  }) as unknown as Bot
const segmentOf = (started_at: string | null): PolicySegment => ({ started_at }) as unknown as PolicySegment
const alarmOf = (raised_at: string, cleared_at: string | null): Alarm => ({ raised_at, cleared_at }) as unknown as Alarm

describe('what happened to a bot', () => {
  it('stands newest first, each alarm with its end', () => {
    const moments = momentsOf(
      botOf('a'),
      [segmentOf('2026-01-01T00:00:00.000Z'), segmentOf('2026-01-02T00:00:00.000Z'), segmentOf(null)],
      [alarmOf('2026-01-03T00:00:00.000Z', '2026-01-04T00:00:00.000Z'), alarmOf('2026-01-06T00:00:00.000Z', null)],
    )
    expect(moments.map(({ time, kind }) => [time.slice(8, 10), kind])).toEqual([
      ['06', 'raised'],
      ['05', 'status'],
      ['04', 'cleared'],
      ['03', 'raised'],
      ['02', 'configured'],
      ['01', 'registered'],
    ])
  })
})

describe('bots beside each other', () => {
  it('keep the order of the registry, and have no figures before they are known', () => {
    const board = [{ bot_id: 'b' }, { bot_id: 'gone' }] as unknown as LeaderboardRow[]
    expect(botRows([botOf('a'), botOf('b')], board).map(({ bot, board: row }) => [bot.bot_id, row?.bot_id])).toEqual([
      ['a', undefined],
      ['b', 'b'],
    ])
  })
  it('are summed without what is undefined, and without exponents', () => {
    expect(sumOfCounts([1, null, undefined, 2])).toBe(3)
    expect(asDecimals([1.5, null, 1e-9, -2])).toEqual(['1.5000000000', '0.0000000010', '-2.0000000000'])
  })
})
