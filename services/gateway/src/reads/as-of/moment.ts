/** A moment in the past: a ledger sequence, or a time by the scope's own clock, RFC 3339 UTC with milliseconds. */
export type Moment = { kind: 'seq'; seq: number } | { kind: 'time'; time: string }

/** The moment as a question names it. */
export const momentText = (moment: Moment): string => (moment.kind === 'seq' ? String(moment.seq) : moment.time)
