import type { clientFrames, serverFrames } from '../feed/frames.ts'

/** What each frame says. */
export const CLIENT_SUMMARIES: { readonly [Op in keyof typeof clientFrames]: string } = {
  subscribe: 'Asks for topics: from now on, or behind the place where one has come.',
  unsubscribe: 'Asks for topics no more.',
  list: 'Asks which topics are subscribed.',
  ping: 'Asks whether anybody is there.',
  auth: 'Says who asks. Operators see private bots too.',
}

export const SERVER_SUMMARIES: { readonly [Kind in keyof typeof serverFrames]: string } = {
  hello: 'The first frame: limits, and the epoch.',
  ack: 'What became of each topic of a message.',
  snapshot: 'A topic’s whole state; parts follow each other until `last`.',
  delta: 'What changed since the frame before, whose seq is `prev`.',
  event: 'One fact of an append-only topic; never merged, never left out.',
  hb: 'How far each topic is; every 15 s and on idle.',
  lag: 'Deltas were merged because this client reads slowly.',
  reset: 'Drop the topic’s state; a snapshot follows.',
  pong: 'The answer to a ping.',
  error: 'A message was not understood or not allowed.',
  bye: 'The connection closes; come back after a while.',
}
