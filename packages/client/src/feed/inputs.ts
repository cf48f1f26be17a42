import type { ServerFrame } from './frames.ts'
import type { TopicInput } from './topic-state.ts'

/** What a frame means for each of the topics that a program listens to. */
export const inputsOf = (frame: ServerFrame, topics: readonly string[]): (readonly [string, TopicInput])[] => {
  switch (frame.t) {
    case 'ack':
      if (frame.op !== 'subscribe') return []
      return frame.results.map((result) => [result.topic, { kind: 'acked', id: frame.id, result }])
    case 'error': {
      // One that answers a question refuses all that it asked for.
      const { id, code, detail } = frame
      return topics.map((topic) => [topic, { kind: 'acked', id, result: { topic, ok: false, code, detail } }])
    }
    case 'hb': {
      const { seqs } = frame
      return topics.map((topic) => [
        topic,
        { kind: 'heartbeat', seq: Object.hasOwn(seqs, topic) ? seqs[topic] : undefined },
      ])
    }
    case 'snapshot':
    case 'delta':
    case 'event':
    case 'reset':
    case 'lag':
      return [[frame.topic, { kind: 'frame', frame }]]
    case 'hello':
    case 'pong':
    case 'bye':
      return []
    // A kind that came after this client was made.
    default:
      return []
  }
}
