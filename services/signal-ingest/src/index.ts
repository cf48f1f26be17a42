export { type BotState, foldBot } from './bot.projection.ts'
export { type Ingest, startIngest } from './ingest.ts'
export { readSignal, SIGNAL_BYTES_MAX } from './message/read-signal.ts'
export {
  type Decision,
  type Disposition,
  decide,
  type Known,
  type Market,
  type SignalMessage,
} from './signal.decider.ts'
