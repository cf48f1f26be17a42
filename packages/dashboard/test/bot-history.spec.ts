import type { Alarm, Bot, LeaderboardRow } from '@papertape/client'
import { describe, expect, it } from 'vitest'
import { type BotEvent, momentsOf } from '../src/pages/bot/timeline.ts'
import { asDecimals, botRows, sumOfCounts } from '../src/pages/bots/rows.ts'

const botOf = (bot_id: string): Bot => ({ bot_id }) as unknown as Bot
const eventOf = (time: string, type: string): BotEvent => ({ time, type }) as unknown as BotEvent
const alarmOf = (raised_at: string, cleared_at: string | null): Alarm => ({ raised_at, cleared_at }) as unknown as Alarm

describe('what happened to a bot', () => {
  it('stands newest first, each alarm with its end', () => {
    const moments = momentsOf(
      [eventOf('2026-01-05T00:00:00.000Z', 'bot.stopped'), eventOf('2026-01-01T00:00:00.000Z', 'bot.registered')],
      [alarmOf('2026-01-03T00:00:00.000Z', '2026-01-04T00:00:00.000Z'), alarmOf('2026-01-06T00:00:00.000Z', null)],
    )
    expect(moments.map(({ time, kind }) => [time.slice(8, 10), kind])).toEqual([
      ['06', 'raised'],
      ['05', 'done'],
      ['04', 'cleared'],
      ['03', 'raised'],
      ['01', 'done'],
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
