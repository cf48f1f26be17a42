import { readFile } from 'node:fs/promises'
import { type BotRegistrationInput, botRegistrationSchema } from '@papertape/events'
import { OperatorError, UsageError } from '../command.ts'
import { type GatewayClient, GatewayRefusal } from '../gateway-client.ts'

/**
 * The bots of a `--bot` file: one object or an array, as in CONTRACT section 4, mode `replay` where none is given.
 * @throws UsageError naming the bot, the field and the rule.
 */
export const readBotFile = async (path: string): Promise<BotRegistrationInput[]> => {
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new UsageError(`${path}: ${cause instanceof SyntaxError ? 'must be JSON' : 'cannot be read'}`, { cause })
  }
  return (Array.isArray(json) ? json : [json]).map((bot: unknown, index) => {
    const given = typeof bot === 'object' && bot !== null ? { mode: 'replay', ...bot } : bot
    const parsed = botRegistrationSchema.safeParse(given)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new UsageError(
        `${path}: bot ${index + 1}: ${issue?.path.join('.') || 'bot'}: ${issue?.message ?? 'is wrong'}`,
      )
    }
    if (parsed.data.mode !== 'replay') throw new UsageError(`${path}: bot ${index + 1}: mode: must be replay`)
    return given as BotRegistrationInput
  })
}

/**
 * Of the bots that a file names, those that are registered, as of `seq` of the ledger or later: a bot whose registration is
 * not projected yet must not be taken for none, or the run would not wait for what becomes of its signals. Signals of the
 * others end as UNKNOWN_BOT, like anyone's.
 * @throws OperatorError for a bot that is not a replay bot, and for one of another run: records are never mixed.
 */
export const registeredBots = async (
  gateway: GatewayClient,
  botIds: readonly string[],
  { run, seq }: { run: string; seq: number },
): Promise<string[]> => {
  const registered: string[] = []
  for (const botId of botIds) {
    try {
      const { data } = await gateway.get<{ mode: string; run: string | null }>(`/api/v1/bots/${botId}?min_seq=${seq}`)
      if (data.mode !== 'replay')
        throw new OperatorError(`bot ${botId} is a ${data.mode} bot; a replay takes bots of mode replay only`)
      if (data.run !== null && data.run !== run) {
        throw new OperatorError(
          `bot ${botId} has heard run ${data.run} and hears no other; replay ${run} with bots of its own, see --bot`,
        )
      }
      registered.push(botId)
    } catch (error) {
      if (!(error instanceof GatewayRefusal) || error.status !== 404) throw error
    }
  }
  return registered
}
