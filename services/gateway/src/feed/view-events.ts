import { type BotMode, parseFact } from '@papertape/events'
import type { Snapshot, Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { defaultMode, type Projection } from '../reads/coverage.ts'
import { eventTail, type FeedEvent } from './feed-event.ts'
import { viewAlarms } from './topics/alarms.ts'
import { type Fact, topicOfType } from './topics/fact-view.ts'
import { viewSignals } from './topics/signals.ts'
import { viewTrades } from './topics/trades.ts'

/** Events of facts, with the projection that they were viewed in. */
export type Viewed = {
  checkpoint: Snapshot['checkpoint']
  bots: FirstBots
  events: FeedEvent[]
}

/** When the first bot of each kind was registered. A bot's mode and whether it is public never change. */
export type FirstBots = readonly { mode: BotMode; public: boolean; since: number }[]

const readFirstBots = (projection: Projection): Promise<FirstBots> =>
  projection
    .selectFrom('bots')
    .select(({ fn }) => ['mode', 'public', fn.min('registered_seq').as('since')])
    .groupBy(['mode', 'public'])
    .execute()

/** The mode that an audience was shown at a sequence when nobody named one. */
export const modeShown = (bots: FirstBots, operator: boolean, seq: number): BotMode =>
  defaultMode(new Set(bots.filter((first) => (operator || first.public) && first.since <= seq).map(({ mode }) => mode)))

/** What was recommended by the alarm fact at a sequence, from the ledger itself. */
const recommendedBy =
  (tape: Pick<Tape, 'message'>) =>
  async (seq: number): Promise<string> => {
    const message = await tape.message('LEDGER', seq)
    const fact = message === null ? null : parseFact(message.text())
    if (fact?.type !== 'alarm.raised' && fact?.type !== 'alarm.escalated') {
      throw new TypeError(`the ledger holds no level of an alarm at ${seq}`)
    }
    return fact.data.recommended_action
  }

/** Views facts as REST lists what they are about, all in one snapshot of the projection. Facts that it does not show yet are left out. */
export const viewEvents = (
  { store, tape, now }: { store: Pick<Store, 'snapshot'>; tape: Pick<Tape, 'message'>; now: () => string },
  facts: readonly Fact[],
): Promise<Viewed> =>
  store.snapshot(async ({ projection, checkpoint }) => {
    const shown = facts.filter(({ seq }) => seq <= checkpoint.seq)
    const views = new Map([
      ...(await viewSignals(projection, shown)),
      ...(await viewTrades(projection, shown)),
      ...(await viewAlarms(projection, shown, { now: now(), readRecommended: recommendedBy(tape) })),
    ])
    const events = shown.flatMap(({ seq, event }): FeedEvent[] => {
      const topic = topicOfType(event.type)
      const view = views.get(seq)
      if (topic === null || view === undefined) return []
      const { id, type, recorded_at } = event
      const tail = eventTail({ ts: recorded_at, type, id, data: view.data })
      return [{ seq, topic, public: view.public, mode: view.mode, tail }]
    })
    return { checkpoint, bots: await readFirstBots(projection), events }
  })
