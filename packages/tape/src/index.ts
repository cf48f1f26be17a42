export { connectTape, type TapeOptions } from './connect-tape.ts'
export {
  AppendConflict,
  EpochChanged,
  IncompatibleServer,
  LedgerRefused,
  OutcomeUnknown,
  PublishRefused,
  TapeClosed,
  WRONG_LAST_SEQUENCE,
} from './errors.ts'
export type { Follower, FollowOptions } from './follow.ts'
export type { Inbox, InboxOptions } from './inbox.ts'
export type { Lease, LeaseOptions } from './lease.ts'
export type { TapeMessage } from './message.ts'
export { type OrderedPublisher, OrderedPublishFailed, openOrderedPublisher } from './ordered-publisher.ts'
export type { Publisher, PublishOptions, Stored } from './publisher.ts'
export { APPEND_ROOT, type StreamName } from './streams.ts'
export type { Epochs, Expectation, StreamState, Tape, TapeLog, TapeStatus } from './tape.ts'
