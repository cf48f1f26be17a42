import { asProblem } from '../http/as-problem.ts'
import type { ProjectionWatch } from '../live/projection-watch.ts'
import type { Viewer } from '../reads/viewer.ts'
import type { EventSnapshots } from './event-snapshots.ts'
import type { EventSource } from './event-source.ts'
import type { AckResult, ResumePoint, ServerFrameOf } from './frames.ts'
import type { LiveTopic } from './live-topic.ts'
import { type Outgoing, outgoing } from './outgoing.ts'
import { FEED_ERRORS, type FeedErrorCode } from './protocol.ts'
import type { Subscription } from './session.ts'
import type { StateTopics } from './state-topics.ts'
import { type EventTopicName, parseTopic, type Topic } from './topic-name.ts'

type Refused = Extract<AckResult, { ok: false }>
export type Accepted = {
  result: AckResult
  /** What a client is sent before anything live. */
  frames: Outgoing[]
  subscription: Subscription
}

/**
 * A topic that is ready to be listened to. `begin` is called at once and everything in it is of one moment, so that
 * nothing falls between the snapshot and what follows.
 */
export type Prepared = { topic: Topic; live: LiveTopic | null; begin: () => Accepted }

/** What the topics of a feed come from. */
export type Sources = {
  watch: Pick<ProjectionWatch, 'place' | 'reached'>
  events: EventSource
  snapshots: EventSnapshots
  states: StateTopics
}

/** What one client wants of one topic. */
export type Wish = { name: string; viewer: Viewer; resume: ResumePoint | undefined; gapMs: number }

/** Further back the ledger is not read again for one client: it begins anew with a snapshot. */
const RESUME_SPAN_MAX = 200_000
/** Another gateway may have told of a sequence shortly before this one hears of it. */
const AHEAD_MS_MAX = 2000

/** A refusal of one topic in an answer. */
export const refusal = (topic: string, code: FeedErrorCode, detail: string = FEED_ERRORS[code]): Refused => ({
  topic,
  ok: false,
  code,
  detail: detail.endsWith('.') ? detail : `${detail}.`,
})

const reset = (topic: string, reason: ServerFrameOf<'reset'>['reason']): Outgoing =>
  outgoing({ t: 'reset', topic, reason })

/** Why a client cannot go on where it was; `null` where it can. */
const obstacle = async (
  { watch, events }: Sources,
  operator: boolean,
  { epoch, seq }: ResumePoint,
): Promise<ServerFrameOf<'reset'>['reason'] | null> => {
  const lineage = events.lineage(operator)
  if (lineage === null || lineage.epoch !== epoch) return 'epoch'
  if (!(await watch.reached(seq, AHEAD_MS_MAX))) return 'epoch'
  if ((watch.place()?.seq ?? 0) - seq > RESUME_SPAN_MAX) return 'retention'
  return events.wasCurrentAt(lineage, seq) ? null : 'epoch'
}

const prepareEvents = async (
  sources: Sources,
  name: EventTopicName,
  { viewer: { operator }, resume }: Wish,
): Promise<Prepared | Refused> => {
  if (!(await sources.events.ready())) return refusal(name, 'dependency-unavailable')
  const reason = resume === undefined ? null : await obstacle(sources, operator, resume)
  const topic = { kind: 'events', name } as const
  if (resume !== undefined && reason === null) {
    const lineage = sources.events.lineage(operator)
    if (lineage === null) return refusal(name, 'dependency-unavailable')
    const { epoch, seq } = resume
    const begin = (): Accepted => ({
      result: { topic: name, ok: true, mode: 'resumed', epoch, seq },
      frames: [],
      subscription: { kind: 'events', name, lineage, seq },
    })
    return { topic, live: null, begin }
  }
  const { lineage, seq, frames } = await sources.snapshots(name, operator)
  const begin = (): Accepted => ({
    result: { topic: name, ok: true, mode: 'snapshot', epoch: lineage.epoch, seq },
    frames: reason === null ? frames : [reset(name, reason), ...frames],
    subscription: { kind: 'events', name, lineage, seq },
  })
  return { topic, live: null, begin }
}

const beginState = ({ state }: LiveTopic, { name, resume, gapMs }: Wish): Accepted => {
  const at = state.at() ?? { epoch: '', seq: 0 }
  const missed = resume === undefined || !state.exact ? 'unknown' : state.delta(resume)
  if (resume !== undefined && missed !== 'unknown') {
    const { epoch, seq } = resume
    return {
      result: { topic: name, ok: true, mode: 'resumed', epoch, seq },
      frames: [],
      subscription: { kind: 'state', topic: state, epoch, seq, gapMs },
    }
  }
  const isOther = resume !== undefined && resume.epoch !== at.epoch
  return {
    result: { topic: name, ok: true, mode: 'snapshot', ...at },
    frames: isOther ? [reset(name, 'epoch'), ...state.snapshot()] : state.snapshot(),
    subscription: { kind: 'state', topic: state, ...at, gapMs },
  }
}

const prepareState = async (
  { watch, states }: Sources,
  topic: Exclude<Topic, { kind: 'events' }>,
  wish: Wish,
): Promise<Prepared> => {
  const live = states.open(topic, wish.viewer)
  const at = live.state.at()
  const place = watch.place()
  const isNew = at !== null && (topic.kind === 'prices' || (at.epoch === place?.epoch && at.seq >= place.seq))
  // Kept while it is read for the first time.
  const leave = live.listen(() => undefined)
  try {
    if (!isNew) await live.refresh()
  } finally {
    leave()
  }
  return { topic, live, begin: () => beginState(live, wish) }
}

/** Makes a topic ready for a client, or says why it cannot have it. */
export const prepare = async (sources: Sources, wish: Wish): Promise<Prepared | Refused> => {
  const topic = parseTopic(wish.name)
  if (topic === null) return refusal(wish.name, 'unknown-topic')
  try {
    return topic.kind === 'events'
      ? await prepareEvents(sources, topic.name, wish)
      : await prepareState(sources, topic, wish)
  } catch (error) {
    const { code } = asProblem(error)
    if (code === 'bot-not-found' || code === 'dependency-unavailable') return refusal(wish.name, code)
    throw error
  }
}
