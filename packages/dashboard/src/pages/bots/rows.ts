import type { Bot, LeaderboardRow } from '@papertape/client'

/** A bot with its key figures; `null` while those are not known. */
export type BotRow = { readonly bot: Bot; readonly board: LeaderboardRow | null }

/** Bots in the order of the registry, each with its figures. */
export const botRows = (bots: readonly Bot[], board: readonly LeaderboardRow[]): readonly BotRow[] => {
  const byId = new Map(board.map((row) => [row.bot_id, row]))
  return bots.map((bot) => ({ bot, board: byId.get(bot.bot_id) ?? null }))
}

/** A sum of whole numbers; those that are undefined count as none. */
export const sumOfCounts = (values: readonly (number | null | undefined)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0)

/** Figures as decimal texts, to the tenth place: what exact sums are made of. */
export const asDecimals = (values: readonly (number | null | undefined)[]): readonly string[] =>
  values.flatMap((value) => (value === null || value === undefined ? [] : [value.toFixed(10)]))
