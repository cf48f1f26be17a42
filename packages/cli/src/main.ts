import { OperatorError, UsageError } from './command.ts'
import { commands, overview } from './commands.ts'

const [name, ...args] = process.argv.slice(2)

/** The exit codes of the contract: 0 done, 1 failed or differs, 2 wrong usage. */
const main = async (): Promise<number> => {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(overview())
    return name === undefined ? 2 : 0
  }
  const entry = commands.get(name)
  if (entry === undefined) {
    console.error(`papertape: there is no command ${JSON.stringify(name)}\n\n${overview()}`)
    return 2
  }
  const command = await entry.load()
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help)
    return 0
  }
  try {
    return await command.run(args)
  } catch (error) {
    if (isWrongUsage(error)) {
      console.error(`papertape: ${error.message}\n\n${command.help}`)
      if (args.includes('--json')) console.log(JSON.stringify({ ok: false, error: error.message }))
      return 2
    }
    if (error instanceof OperatorError) {
      console.error(`papertape: ${error.message}`)
      if (args.includes('--json')) console.log(JSON.stringify({ ok: false, error: error.message }))
      return 1
    }
    throw error
  }
}

/** Ours, and those of `parseArgs` for unknown or incomplete options. */
const isWrongUsage = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'))

process.exitCode = await main()
