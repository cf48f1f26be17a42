/**
 * The operation may succeed when it is tried again: a server was away, a time limit passed. Kept apart from defects, which
 * no repetition heals.
 */
export class TransientError extends Error {
  override name = 'TransientError'
  readonly transient = true
}

/**
 * Whether trying again is the right answer to an error. Adapters that may not import this package mark their own classes
 * with a field `transient: true`.
 */
export const isTransient = (error: unknown): boolean =>
  error instanceof Error && 'transient' in error && error.transient === true

/** The configuration is wrong: the process ends with exit code 2, and starting it again unchanged would not help. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}
