export type { Answer, AsOf, PageInfo } from './answer.ts'
export type * from './api-types.ts'
export {
  type Client,
  type ClientOptions,
  createClient,
  type ListOperation,
  type PagedOperation,
} from './create-client.ts'
export type { Feed } from './feed/feed.ts'
export type { Place, ResetReason } from './feed/frames.ts'
export type { EventHandlers, StateHandlers, Subscription, Told } from './feed/handlers.ts'
export type { FeedStatus } from './feed/status.ts'
export type { FeedEvent } from './feed/topic-state.ts'
export type { EventDataOf, EventTopic, LastPrice, StateTopic, Topic, ValueOf } from './feed/topics.ts'
export { type FieldError, PapertapeProblem, PapertapeUnreachable } from './problem.ts'
export type { DecimalInput, Price, SignalInput } from './signal-input.ts'
export type { LineResult, PublishSignalOptions, StoredSignal } from './signals.ts'
export type { RequestOptions } from './transport.ts'
