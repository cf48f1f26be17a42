import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LedgerEvent } from '@papertape/events'
import { ALARM_TYPES } from '@papertape/events'
import { connectTape } from '@papertape/tape'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SCENARIOS, scenarioBots, scenarioLines } from './alarm-scenarios.ts'
import { papertape, startPapertape, until } from './papertape-stack.ts'

let system: Awaited<ReturnType<typeof startPapertape>>
let facts: { seq: number; event: LedgerEvent }[] = []

/** Everything in the ledger now. */
const readLedger = async (): Promise<typeof facts> => {
  await using tape = await connectTape({ servers: system.stack().nats_url, name: 'alarm-scenarios' })
  const { lastSeq } = await tape.streamState('LEDGER')
  const read: typeof facts = []
  for (let seq = 1; seq <= lastSeq; seq += 1) {
    const message = await tape.message('LEDGER', seq)
    if (message !== null) read.push({ seq, event: JSON.parse(message.text()) as LedgerEvent })
  }
  return read
}

const alarmsOf = (botId: string) =>
  facts.flatMap(({ event }) => (event.bot_id === botId && event.type.startsWith('alarm.') ? [event] : []))

const toldOf = (botId: string): string[] =>
  alarmsOf(botId).map(({ type, data }) => `${type.slice('alarm.'.length)} ${'level' in data ? data.level : ''}`)

beforeAll(async () => {
  system = await startPapertape()
  const file = join(system.dataDir, 'alarms.jsonl')
  const bots = join(system.dataDir, 'bots.json')
  await writeFile(file, scenarioLines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await writeFile(bots, JSON.stringify(scenarioBots))
  const replayed = await papertape('replay', file, '--bot', bots, '--json', ...system.flags)
  expect(replayed).toMatchObject({ code: 0 })
  const wanted = SCENARIOS.reduce((sum, { told }) => sum + told.length, 0)
  await until('the alarms of all scenarios', async () => {
    facts = await readLedger()
    return SCENARIOS.reduce((sum, { type }) => sum + alarmsOf(type.toLowerCase()).length, 0) >= wanted
  }).catch(() => undefined)
}, 180_000)
afterAll(() => system?.[Symbol.asyncDispose]())

describe.each(SCENARIOS.map((scenario) => ({ type: scenario.type, scenario })))(
  '$type, by signals and ticks through the running system',
  ({ type, scenario }) => {
    const botId = type.toLowerCase()

    it('is raised, escalates and clears', () => {
      expect(toldOf(botId)).toEqual(scenario.told)
    })

    it('is one alarm, each step of which cites its snapshot, its figure, its threshold and what to do', () => {
      const steps = alarmsOf(botId)
      expect(new Set(steps.map(({ data }) => ('alarm_id' in data ? data.alarm_id : ''))).size).toBe(1)
      for (const { type: step, data } of steps) {
        expect(data).toMatchObject({
          alarm_type: type,
          current_value: expect.any(Number),
          threshold_value: expect.any(Number),
        })
        if (step !== 'alarm.cleared') expect(data).toMatchObject({ recommended_action: expect.stringMatching(/\w+/) })
        // The snapshot is one of the bot's: a fill of its own or marks of its partition.
        const seq = 'kpi_seq' in data ? data.kpi_seq : 0
        expect(['fill.recorded', 'marks.recorded']).toContain(facts.find((fact) => fact.seq === seq)?.event.type)
      }
    })
  },
)

it('has a scenario for each alarm type', () => {
  expect(SCENARIOS.map(({ type }) => type).toSorted()).toEqual([...ALARM_TYPES].toSorted())
})
