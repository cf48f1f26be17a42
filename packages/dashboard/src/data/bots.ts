import type { Bot, BotMode } from '@papertape/client'
import { computed, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { scope } from '../route/scope.ts'
import { type Read, useRead } from './use-read.ts'

/** The bots that one can choose from: those of the mode in the URL, else those that the gateway shows without one. */
export const bots = signal<readonly Bot[]>([])
/** The mode of what is shown without a bot being chosen; `null` before it is known. */
const wholeMode = signal<BotMode | null>(null)
/** The mode of what the URL asks for; `null` while nobody knows. */
const askedMode = signal<BotMode | null>(null)
/** The mode of the one bot or trade that a page is about, whatever the URL asks for besides. */
const ownMode = signal<BotMode | null>(null)
/** What mode the figures of the page are of; `null` while nobody knows. */
export const shownMode = computed(() => ownMode.value ?? askedMode.value)

/** Says of which mode the bot or trade is that the page is about; `null` before it is known. */
export const useOwnMode = (mode: BotMode | null): void => {
  useEffect(() => {
    ownMode.value = mode
    return () => {
      ownMode.value = null
    }
  }, [mode])
}

const modeOf = (meta: Read<unknown>['meta']): BotMode | null => {
  const mode = meta['mode']
  return mode === 'live' || mode === 'demo' || mode === 'replay' ? mode : null
}

/** Reads the bots for the whole page. Called once, by its frame. */
export const useBotsOfPage = (): void => {
  const { mode, bot_id } = scope.value
  const query = { limit: 500, ...(mode === undefined ? {} : { mode }) }
  const all = useRead(['bots', mode], (client, abort) => client.listBots(query, { signal: abort }), {
    refreshMs: 60_000,
  })
  const { data, meta } = all.value
  const known = data?.find((bot) => bot.bot_id === bot_id)
  // A bot of another mode is in no list of this one.
  const apart = useRead(
    ['bot', bot_id],
    (client, abort) => client.getBot({ bot_id: bot_id ?? '' }, { signal: abort }),
    { refreshMs: null, when: bot_id !== undefined && data !== null && known === undefined },
  )
  const own = known ?? (apart.value.data?.bot_id === bot_id ? apart.value.data : null)
  useEffect(() => {
    bots.value = data ?? []
    wholeMode.value = modeOf(meta) ?? mode ?? null
    askedMode.value = bot_id === undefined ? wholeMode.value : (own?.mode ?? null)
  }, [data, meta, mode, bot_id, own])
}
