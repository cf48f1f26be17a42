import { Problem } from '../../http/problem.ts'
import type { Moment } from './moment.ts'

/** A trade that was not accepted yet at a moment is not there, the same as none. @throws Problem `trade-not-found` */
export const checkAccepted = (trade: { accepted_seq: number; accepted_at: string }, moment: Moment): void => {
  const isLater = moment.kind === 'seq' ? trade.accepted_seq > moment.seq : trade.accepted_at > moment.time
  if (isLater) throw new Problem('trade-not-found', 'There was no such trade then.')
}
