import { ALL_BOTS, eventIdOf, subjects } from '@papertape/events'
import { clockAt, minute } from '@papertape/metrics/testing'
import { RULE_SET } from '@papertape/risk'
import { connectTape } from '@papertape/tape'
import { startTestServers } from '@papertape/testkit'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { adoptFirstRules, adoptRules } from '../src/adopt-rules.ts'
import { rulesAdopted } from './given.ts'
import { openScene, type Scene } from './scene.ts'
import { watchersOf } from './watching.ts'

let scene: Scene
beforeEach(async () => {
  await scene?.[Symbol.asyncDispose]()
  scene = await openScene()
})
afterAll(() => scene?.[Symbol.asyncDispose]())

const { typesOf, untilSaid, untilSaved, rebuild, watching, allIn } = watchersOf(() => scene)

const ADOPTIONS = subjects.fact(0, ALL_BOTS, 'alarms.rules_adopted')

/** Rules of another program take over, as its evaluator would say it. */
const adoptOthers = async () => {
  const last = await scene.tape.lastMessage('LEDGER', ADOPTIONS)
  const { recorded_at: _, ...others } = rulesAdopted(RULE_SET - 1)
  const id = eventIdOf('alarms.rules_adopted', String(last?.seq))
  return scene.tape.append({ ...others, id }, { lastSeq: last?.seq ?? 0, history: ADOPTIONS }, { partition: 0 })
}

/** All that is saved, less the place of the rules. */
const savedState = async () => {
  const { rows } =
    await sql`select bot_id, state::text, stale_since from alarm_evaluator.bot_state order by bot_id`.execute(
      scene.store.db,
    )
  const { rows: checkpoint } = await sql`select * from alarm_evaluator.checkpoint`.execute(scene.store.db)
  return { rows, checkpoint }
}

describe('rules', () => {
  it('are adopted at once where none ever were, and wait for their turn where others decide', async () => {
    await using servers = await startTestServers()
    await using tape = await connectTape({ servers: servers.natsUrl, name: 'first' })
    await adoptFirstRules(tape)
    expect((await tape.lastMessage('LEDGER', ADOPTIONS))?.seq).toBe(1)
    const others = await adoptOthers()
    await adoptFirstRules(scene.tape)
    expect((await scene.tape.lastMessage('LEDGER', ADOPTIONS))?.seq).toBe(others)
  })

  it('are adopted once, by however many evaluators', async () => {
    await adoptOthers()
    const places = await Promise.all([adoptRules(scene.tape), adoptRules(scene.tape), adoptRules(scene.tape)])
    expect(new Set(places).size).toBe(1)
    expect(await adoptRules(scene.tape)).toBe(places[0])
  })

  it('raise nothing for what others have seen, and what is still bad where they take over', async () => {
    await adoptOthers()
    const past = await allIn('past')
    const still = await allIn('still')
    await past.mark(1, '79')
    await past.mark(2, '99')
    await still.mark(2, '84')
    await using _ = watching()
    await untilSaid('still', 'alarm.raised')
    await past.mark(3, '84')
    await untilSaid('past', 'alarm.raised')
    const marks = (await scene.facts(ALL_BOTS)).findLast(({ type }) => type === 'marks.recorded')
    expect((await typesOf('past')).slice(2)).toEqual(['alarm.raised'])
    const [raised] = (await scene.facts('past')).slice(2)
    expect(raised).toMatchObject({ cause: marks?.id, data: { level: 'WARNING', kpi_seq: marks?.seq } })
    expect((await typesOf('still')).slice(2)).toEqual(['alarm.raised'])
  })

  it('give the same state when it is rebuilt, and say nothing again', async () => {
    const bots = await Promise.all(['one', 'two', 'three'].map((name) => allIn(name)))
    {
      await using _ = watching()
      for (const [at, price] of [84, 90, 79, 99, 70].entries()) {
        await Promise.all(bots.map((bot, index) => bot.mark(at + 1, String(price + index))))
        await scene.append(clockAt(minute(at + 1)))
      }
      await untilSaid('one', 'bot.stopped')
      await untilSaved()
    }
    const before = { state: await savedState(), facts: (await scene.facts()).map(({ id }) => id) }
    await rebuild()
    {
      await using _ = watching()
      await untilSaved()
    }
    expect(await savedState()).toEqual(before.state)
    expect((await scene.facts()).map(({ id }) => id)).toEqual(before.facts)
  })

  it('that are replaced end the watch over them', async () => {
    const bot = await allIn('replaced')
    await using watch = watching()
    await bot.mark(1, '84')
    await untilSaid('replaced', 'alarm.raised')
    await adoptOthers()
    await watch.done
  })
})

describe('a ledger that someone has written to by hand', () => {
  it('is counted, and the alarms go on', async () => {
    const bot = await allIn('twice')
    await scene.append(bot.trade.exit('101', minute(1)))
    await scene.append({ ...bot.trade.exit('50', minute(1)), id: 'by-hand' })
    const other = await allIn('sound')
    await using _ = watching()
    await other.mark(2, '84')
    await untilSaid('sound', 'alarm.raised')
    const counted = await scene.metrics.contradictions.get()
    expect(counted.values[0]?.value).toBe(1)
    expect((await typesOf('twice')).slice(2)).toEqual(['fill.recorded', 'fill.recorded'])
  })
})

describe('an emergency of a bot that is to close its trades', () => {
  it('stops it with the place in PRICES behind which they close', async () => {
    const publisher = scene.tape.publisher()
    await publisher.publish(subjects.price('binance', 'closing'), JSON.stringify({ price: '100' }))
    const bot = await allIn('closing', { close_on_emergency: true })
    await using _ = watching()
    await bot.mark(1, '79')
    await untilSaid('closing', 'bot.stopped')
    const stop = (await scene.facts('closing')).at(-1)
    expect(stop).toMatchObject({
      data: { by: 'alarm', close_open_trades: { ticks_after: 1, ticks_epoch: scene.tape.epochs.prices } },
    })
  })
})

describe('prices that are stale', () => {
  it('are there to be read, and with them how far the evaluator has come', async () => {
    const bot = await allIn('blind')
    await using _ = watching()
    const shown = async () => {
      const { rows } = await sql<{ stale_since: string | null; minute: string | null }>`
        select stale_since, minute from alarm_evaluator.bot_state, alarm_evaluator.checkpoint`.execute(scene.store.db)
      return rows
    }
    await scene.append(clockAt(minute(6)))
    await vi.waitFor(async () => expect(await shown()).toEqual([{ stale_since: minute(6), minute: minute(6) }]), 15_000)
    await bot.mark(7, '100')
    await scene.append(clockAt(minute(7)))
    await vi.waitFor(async () => expect(await shown()).toEqual([{ stale_since: null, minute: minute(7) }]), 15_000)
  })
})
