import { clockAt, minute } from '@papertape/metrics/testing'
import { StoreUnavailable } from '@papertape/store'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AlarmStateMismatch } from '../src/alarm-store.ts'
import type { HeardAlarm, Outbox } from '../src/outbox.ts'
import { started } from './given.ts'
import { openScene, type Scene } from './scene.ts'
import { type Append, watchersOf } from './watching.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene[Symbol.asyncDispose]())

const { typesOf, untilSaid, rebuild, watching, allIn } = watchersOf(() => scene)

describe('a bot that falls by more than a fifth', () => {
  it('raises, stops it once, clears, and a restart repeats nothing', async () => {
    const bot = await allIn('faller')
    {
      await using _ = watching()
      await bot.mark(1, '84')
      await untilSaid('faller', 'alarm.raised')
      await bot.mark(2, '75')
      await untilSaid('faller', 'bot.stopped')
    }
    const before = await typesOf('faller')
    expect(before).toEqual(['bot.registered', 'fill.recorded', 'alarm.raised', 'alarm.escalated', 'bot.stopped'])
    {
      await using _ = watching()
      await bot.mark(3, '99')
      await scene.append(clockAt(minute(4)))
      await untilSaid('faller', 'alarm.cleared')
    }
    expect(await typesOf('faller')).toEqual([...before, 'alarm.cleared'])
  })
})

describe('an evaluator that dies at its telling', () => {
  const expected = ['alarm.raised', 'bot.stopped']
  for (const fatal of expected) {
    for (const moment of ['before', 'after'] as const) {
      it(`${moment} the append of ${fatal}: the next one says it, once`, async () => {
        const bot_id = `dies-${moment}-${fatal.replace('.', '-')}`
        const bot = await allIn(bot_id)
        const died = Promise.withResolvers<void>()
        const dying =
          (append: Append): Append =>
          async (fact, ...rest) => {
            if (fact.bot_id !== bot_id || fact.type !== fatal) return append(fact, ...rest)
            if (moment === 'after') await append(fact, ...rest)
            died.resolve()
            return new Promise<number>(() => {})
          }
        {
          await using _ = watching(dying)
          await bot.mark(1, '79')
          await died.promise
        }
        await using _ = watching()
        await untilSaid(bot_id, 'bot.stopped')
        await bot.mark(2, '78')
        expect((await typesOf(bot_id)).slice(2)).toEqual(expected)
      })
    }
  }
})

describe('an append that finds the history moved on', () => {
  it('follows it and tells the same fact behind what came between', async () => {
    const bot = await allIn('crowded')
    let crowd = 3
    const crowded =
      (append: Append): Append =>
      async (fact, ...rest) => {
        if (fact.bot_id === 'crowded' && crowd > 0) {
          await scene.append({ ...started(crowd), bot_id: 'crowded' })
          crowd -= 1
        }
        return append(fact, ...rest)
      }
    await using _ = watching(crowded)
    await bot.mark(1, '84')
    await untilSaid('crowded', 'alarm.raised')
    const said = (await typesOf('crowded')).slice(2)
    expect(said).toEqual(['bot.started', 'bot.started', 'bot.started', 'alarm.raised'])
  })
})

describe('two evaluators at once', () => {
  it('say each fact once', async () => {
    const bots = await Promise.all(Array.from({ length: 10 }, (_, index) => allIn(`double-${index}`)))
    {
      await using _one = watching()
      await using _two = watching()
      await Promise.all(bots.map((bot) => bot.mark(1, '79')))
      await Promise.all(bots.map((_, index) => untilSaid(`double-${index}`, 'bot.stopped')))
    }
    for (const index of bots.keys()) {
      expect((await typesOf(`double-${index}`)).slice(2)).toEqual(['alarm.raised', 'bot.stopped'])
    }
  })
})

describe('the outbox', () => {
  it('hears each alarm fact once, in the transaction that moves the checkpoint, though that transaction fails first', async () => {
    const bot = await allIn('told')
    await sql`create table if not exists public.told (seq bigint, silenced boolean)`.execute(scene.store.db)
    let failures = 1
    const written: HeardAlarm[] = []
    const outbox: Outbox = {
      async write(tx, heard) {
        for (const { seq, silenced } of heard) {
          await sql`insert into public.told values (${seq}, ${silenced})`.execute(tx)
        }
        if (heard.length > 0 && failures > 0) {
          failures -= 1
          throw new StoreUnavailable('planted')
        }
      },
      written: (heard) => void written.push(...heard.filter(({ bot: { bot_id } }) => bot_id === 'told')),
    }
    await using _ = watching(undefined, outbox)
    await bot.mark(1, '79')
    await vi.waitFor(() => expect(written).toHaveLength(1), 15_000)
    const [told] = written
    expect(told).toMatchObject({
      event: { type: 'alarm.raised' },
      bot: { name: 'told', mode: 'live', public: true },
      silenced: false,
    })
    const { rows } = await sql`select seq from public.told where seq = ${told?.seq}`.execute(scene.store.db)
    expect(rows).toHaveLength(1)
  })
})

describe('the saved state', () => {
  it('grows back when it is dropped under a working evaluator, and nothing is said again', async () => {
    const bot = await allIn('regrown')
    {
      await using first = watching()
      await bot.mark(1, '79')
      await untilSaid('regrown', 'bot.stopped')
      await rebuild()
      await bot.mark(2, '79.5')
      // It notices at its next save, and gives up a fold that nobody may save any more.
      await first.done
    }
    const before = (await scene.facts()).filter(({ type }) => type.startsWith('alarm.') || type === 'bot.stopped')
    {
      await using _ = watching()
      await bot.mark(3, '99')
      await scene.append(clockAt(minute(5)))
      await untilSaid('regrown', 'alarm.cleared')
    }
    const after = (await scene.facts()).filter(({ type }) => type.startsWith('alarm.') || type === 'bot.stopped')
    expect(after.map(({ id }) => id).slice(0, before.length)).toEqual(before.map(({ id }) => id))
    expect(new Set(after.map(({ id }) => id)).size).toBe(after.length)
  })

  it('is refused when it is ahead of the ledger or of another one, and the way out is named', async () => {
    {
      await using _ = watching()
      await (await allIn('refused')).mark(1, '99')
    }
    await sql`update alarm_evaluator.checkpoint set seq = seq + 1000000`.execute(scene.store.db)
    await expect(watching().done).rejects.toThrow(AlarmStateMismatch)
    await expect(watching().done).rejects.toThrow(/\.\/papertape rebuild alarm-evaluator/)
    await sql`update alarm_evaluator.checkpoint set seq = 0, ledger_epoch = 'another'`.execute(scene.store.db)
    await expect(watching().done).rejects.toThrow(/another/)
    await rebuild()
    await using _ = watching()
    await vi.waitFor(async () => {
      const { rows } = await sql<{ seq: number }>`select seq from alarm_evaluator.checkpoint`.execute(scene.store.db)
      expect(rows[0]?.seq).toBe((await scene.tape.streamState('LEDGER')).lastSeq)
    }, 15_000)
  })

  it('of another version is dropped, and grows back', async () => {
    const saved = async () => {
      const { rows } = await sql<{ version: number; seq: number }>`
        select version, seq from alarm_evaluator.checkpoint`.execute(scene.store.db)
      return rows
    }
    const [{ version } = { version: 0 }] = await saved()
    expect(version).toBeGreaterThan(0)
    await sql`update alarm_evaluator.checkpoint set version = 0`.execute(scene.store.db)
    await using _ = watching()
    await vi.waitFor(async () => {
      expect(await saved()).toEqual([{ version, seq: (await scene.tape.streamState('LEDGER')).lastSeq }])
    }, 15_000)
  })
})
