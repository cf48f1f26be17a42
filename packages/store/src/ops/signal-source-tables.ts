import type { ColumnType } from 'kysely'

type MomentOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

/** One sender of signals over HTTP. A row stays when it is revoked, so that log lines keep their meaning. */
export type SignalSourceRow = {
  source_id: string
  name: string
  /** SHA-256 of its token, hex. The token has 256 random bits, so nothing slower protects it better. */
  token_hash: string
  /** The token's last four characters, by which people tell tokens apart. */
  token_end: string
  /** The bots that it may send for; null means all, also those registered later. */
  bots: string[] | null
  created_at: ColumnType<Date, never, never>
  expires_at: MomentOrNull
  /** Within half a minute. */
  last_used_at: MomentOrNull
  revoked_at: MomentOrNull
}

/** What an `Idempotency-Key` stands for: written before anything is published, answered when all of it is settled. */
export type IdempotencyKeyRow = {
  /** `operator`, or a source's id. */
  caller: string
  bot_id: string
  key: string
  /** SHA-256 of media type and body, hex. */
  request_hash: string
  /** Random, and a header of each signal that is published for it: what it is found by in SIGNALS. */
  publication: string
  /** The SIGNALS that sequences belong to. */
  signals_epoch: string
  /** Up to this sequence of the bot's signals it is known which are of this publication. */
  seen_seq: number
  /** Those found or stored so far, as JSON: `[[line, sequence], …]`. */
  stored: ColumnType<[line: number, seq: number][], string | undefined, string>
  /** The answer as it was sent; all null until there is one. */
  status: number | null
  location: string | null
  answer: string | null
  created_at: ColumnType<Date, never, never>
}

/** The tables of publishing over HTTP in schema `ops`. */
export type SignalSourceTables = { signal_sources: SignalSourceRow; idempotency_keys: IdempotencyKeyRow }
