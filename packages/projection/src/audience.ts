import type { BotIdentity } from './scope.ts'

/**
 * Whom a fact about all bots concerns: the clock all live and demo bots; marks without a run those of their partition;
 * marks of a run its replay bots in that partition.
 */
export const createAudience = () => {
  const live: BotIdentity[] = []
  const liveOfPartition = new Map<number, BotIdentity[]>()
  const ofRun = new Map<string, BotIdentity[]>()

  const into = <Key>(lists: Map<Key, BotIdentity[]>, key: Key, bot: BotIdentity) => {
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [bot])
    else list.push(bot)
  }
  const runKey = (partition: number, run: string) => `${partition}.${run}`

  return {
    register(bot: BotIdentity): void {
      if (bot.mode === 'replay') return
      live.push(bot)
      into(liveOfPartition, bot.partition, bot)
    },
    /** A replay bot has heard the first signal of its run. */
    enterRun: (bot: BotIdentity, run: string): void => into(ofRun, runKey(bot.partition, run), bot),
    ofClock: (): readonly BotIdentity[] => live,
    ofMarks: (partition: number, run: string | null): readonly BotIdentity[] =>
      (run === null ? liveOfPartition.get(partition) : ofRun.get(runKey(partition, run))) ?? [],
  }
}
