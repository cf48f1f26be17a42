/** nats-server's error code for an expected last sequence that is not the last. */
export const WRONG_LAST_SEQUENCE = 10071

/** The server is too old, or ignored an option that correctness rests on. Nothing may run on it. */
export class IncompatibleServer extends Error {
  override name = 'IncompatibleServer'
}

/**
 * A stream is another one than before: deleted and made again, or restored to an earlier state. Whatever was remembered
 * about its sequences is meaningless, so the process must end and start anew.
 */
export class EpochChanged extends Error {
  override name = 'EpochChanged'
}

/** The history has moved on since it was read: catch up to `actualSeq`, then decide again. */
export class AppendConflict extends Error {
  override name = 'AppendConflict'
  /** Sequence of the history's last fact. */
  readonly actualSeq: number
  constructor(history: string, expectedSeq: number, actualSeq: number) {
    super(`${history} is at ${actualSeq}, not at ${expectedSeq}`)
    this.actualSeq = actualSeq
  }
}

/** A stream answered, and will not store the message: full, or the message is too large. `code` is nats-server's error code. */
export class PublishRefused extends Error {
  override name = 'PublishRefused'
  readonly code: number
  readonly description: string
  constructor(subject: string, code: number, description: string) {
    super(`${subject} was refused: ${description} (${code})`)
    this.code = code
    this.description = description
  }
}

/** LEDGER would not store a fact, and the process was asked to stop before it did. */
export class LedgerRefused extends Error {
  override name = 'LedgerRefused'
}

/** No answer, and whether the message is stored is not known. Worth another attempt. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown'
  readonly transient = true
}

/** The tape was closed, or asked to stop, before the operation was done. */
export class TapeClosed extends Error {
  override name = 'TapeClosed'
}
