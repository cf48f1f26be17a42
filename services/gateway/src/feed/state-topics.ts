import type { Logger } from '@papertape/service-kit'
import type { Snapshot, Store } from '@papertape/store'
import type { PriceBoard } from '../live/price-board.ts'
import type { ProjectionWatch } from '../live/projection-watch.ts'
import { createTurnstile } from '../live/turnstile.ts'
import type { Viewer } from '../reads/viewer.ts'
import type { Cells } from './keyed-state.ts'
import { createLiveTopic, type LiveTopic } from './live-topic.ts'
import type { FeedPrices } from './price-topics.ts'
import { createStateTopic, type Shape, type StateReading } from './state-topic.ts'
import type { Topic } from './topic-name.ts'
import { readBotState } from './topics/bot.ts'
import { readKpiState } from './topics/kpi.ts'
import { readPositions } from './topics/positions.ts'
import { readSummaryState } from './topics/summary.ts'

type StateTopicName = Exclude<Topic, { kind: 'events' }>

/** The state topics that somebody listens to. */
export type StateTopics = {
  /** The topic as a viewer sees it; it is kept up to date as long as it has listeners. */
  open: (topic: StateTopicName, viewer: Viewer) => LiveTopic
  size: () => number
  close: () => void
}

/** Topics are read beside REST's own questions and leave it most connections to PostgreSQL. */
const READINGS_MAX = 4
const WAITING_MAX = 100_000
/** How long a topic without listeners is kept, for those that come back at once. */
const SWEEP_MS = 5000

const cellsOfObject = (state: Record<string, unknown>): Cells =>
  new Map(Object.entries(state).map(([key, value]) => [key, JSON.stringify(value)]))

/** Positions are valued at the prices this gateway has heard, and a bot's day is that of its clock. */
const KINDS: Record<StateTopicName['kind'], { shape: Shape; exact: boolean }> = {
  summary: { shape: 'object', exact: true },
  positions: { shape: 'rows', exact: false },
  bot: { shape: 'object', exact: false },
  kpi: { shape: 'object', exact: true },
  prices: { shape: 'object', exact: true },
}

/** No topic is open yet. */
export const createStateTopics = (options: {
  store: Pick<Store, 'snapshot'>
  watch: Pick<ProjectionWatch, 'onMoved'>
  board: PriceBoard
  prices: FeedPrices
  log: Pick<Logger, 'warn'>
  now: () => string
}): StateTopics => {
  const { store, watch, board, prices, log, now } = options
  const open = new Map<string, { topic: StateTopicName; live: LiveTopic; leave: () => void }>()
  const turnstile = createTurnstile(READINGS_MAX, WAITING_MAX)

  const cellsOf = async (
    topic: Exclude<StateTopicName, { kind: 'prices' }>,
    viewer: Viewer,
    { projection, checkpoint }: Snapshot,
  ): Promise<Cells> => {
    switch (topic.kind) {
      case 'summary':
        return cellsOfObject(await readSummaryState(projection, viewer))
      case 'positions': {
        const rows = await readPositions(projection, viewer, { board, nowMs: Date.parse(now()) })
        return new Map(rows.map((row) => [row.trade_id, JSON.stringify(row)]))
      }
      case 'bot':
        return cellsOfObject(await readBotState(projection, viewer, topic.bot_id, now()))
      case 'kpi':
        return cellsOfObject(await readKpiState(projection, viewer, topic.bot_id, checkpoint.seq))
    }
  }
  const readProjection = (topic: Exclude<StateTopicName, { kind: 'prices' }>, viewer: Viewer): Promise<StateReading> =>
    turnstile(() =>
      store.snapshot(async (snapshot) => {
        const { epoch, seq, as_of } = snapshot.checkpoint
        return { epoch, seq, as_of, cells: await cellsOf(topic, viewer, snapshot) }
      }),
    )

  const create = (topic: StateTopicName, viewer: Viewer): { live: LiveTopic; leave: () => void } => {
    const { shape, exact } = KINDS[topic.kind]
    const state = createStateTopic(topic.name, shape, exact)
    if (topic.kind !== 'prices') {
      const live = createLiveTopic(state, () => readProjection(topic, viewer), log)
      return { live, leave: live.close }
    }
    const readPrice = async (): Promise<StateReading> => {
      if (state.at() === null) await prices.ready()
      return prices.read(topic)
    }
    const live = createLiveTopic(state, readPrice, log)
    const unfollow = prices.follow(topic, live.touch)
    const leave = () => {
      live.close()
      unfollow()
    }
    return { live, leave }
  }

  const stopHearing = watch.onMoved(({ bots }) => {
    const moved = bots === null ? null : new Set(bots)
    for (const { topic, live } of open.values()) {
      if (topic.kind === 'prices') continue
      const bot = topic.kind === 'bot' || topic.kind === 'kpi' ? topic.bot_id : null
      if (bot === null || moved === null || moved.has(bot)) live.touch()
    }
  })
  let idle = new Set<string>()
  const sweep = setInterval(() => {
    const still = new Set<string>()
    for (const [key, { live, leave }] of open) {
      if (live.listeners() > 0) continue
      if (!idle.has(key)) {
        still.add(key)
        continue
      }
      leave()
      open.delete(key)
    }
    idle = still
  }, SWEEP_MS)
  sweep.unref()

  return {
    open: (topic, viewer) => {
      const key = `${viewer.operator ? 'operator' : 'public'} ${topic.name}`
      idle.delete(key)
      return open.getOrInsertComputed(key, () => ({ topic, ...create(topic, viewer) })).live
    },
    size: () => open.size,
    close: () => {
      stopHearing()
      clearInterval(sweep)
      for (const { leave } of open.values()) leave()
      open.clear()
    },
  }
}
