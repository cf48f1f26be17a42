/** One command of `./papertape`. Its file is only loaded when it is asked for. */
export type Command = {
  /** What `./papertape <command> --help` prints, its first line being the usage. */
  help: string
  /** Runs it on the arguments behind the command's name; fulfilled with the exit code. */
  run: (args: string[]) => Promise<number>
}

/** The command line itself is wrong: shown in one line with the usage, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Something the operator can put right (a port that is taken, a system that is not running): one line, exit code 1. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}
