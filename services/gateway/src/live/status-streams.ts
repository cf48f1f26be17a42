import type { Logger } from '@papertape/service-kit'
import type { ProjectionTables } from '@papertape/store'
import { botStateId, botStateOf } from '../reads/bot-view.ts'
import type { EventStream } from './event-stream.ts'
import type { ProjectionWatch } from './projection-watch.ts'

type Row = { bot: Pick<ProjectionTables['bots'], 'bot_id' | 'mode'>; state: ProjectionTables['bot_states'] }

/** Reads the rows of some bots and the epoch of the projection they come from, in one snapshot. */
export type ReadRows = (botIds: readonly string[]) => Promise<{ epoch: string; rows: readonly Row[] }>

/** All open status streams. */
export type StatusStreams = {
  /** Sends the bot's state at once, unless the client has it already, and from then on whenever it changes. */
  add: (botId: string, stream: EventStream, lastEventId: string | null) => () => void
  size: () => number
  /** Ends all streams and the timers behind them. */
  close: () => void
}

type Client = { stream: EventStream; sent: { id: string; data: string } | null; lastEventId: string | null }

const HEARTBEAT_MS = 15_000
/** How soon a new day or a lost hint shows. */
const LOOK_AGAIN_MS = 1000

/** What one client is sent next, or `null` when it has it: the same id or the same state is never sent twice. */
export const nextEvent = (
  client: Pick<Client, 'sent' | 'lastEventId'>,
  current: { id: string; data: string },
): { id: string; data: string } | null => {
  if (client.sent === null) return client.lastEventId === current.id ? null : current
  return client.sent.data === current.data ? null : current
}

/** Starts without a stream. Rows are read once per move of the projection for all clients together. */
export const createStatusStreams = (
  watch: Pick<ProjectionWatch, 'onMoved'>,
  readRows: ReadRows,
  options: { log: Pick<Logger, 'warn'>; now: () => string },
): StatusStreams => {
  const clients = new Map<string, Set<Client>>()
  let wanted = new Set<string>()
  let reading = false

  const push = async (botIds: readonly string[]): Promise<void> => {
    const { epoch, rows } = await readRows(botIds)
    for (const { bot, state: row } of rows) {
      const state = botStateOf(row, bot, options.now())
      const current = { id: botStateId(epoch, row, state), data: JSON.stringify(state) }
      for (const client of clients.get(bot.bot_id) ?? []) {
        const event = nextEvent(client, current)
        // A client that resumed with the newest id holds the newest state: changes count from there.
        if (event === null) client.sent ??= current
        else if (client.stream.send(event)) client.sent = event
      }
    }
  }

  const pushWanted = async (): Promise<void> => {
    while (wanted.size > 0) {
      const batch = [...wanted]
      wanted = new Set()
      await push(batch)
    }
  }

  /** One reading at a time: what is wanted during one is read by the next, all together. */
  const look = (botIds: Iterable<string>): void => {
    for (const botId of botIds) if (clients.has(botId)) wanted.add(botId)
    if (reading) return
    reading = true
    pushWanted()
      // The next look, a second later at the latest, reads them again.
      .catch((error: unknown) => options.log.warn({ error }, 'states for the status streams were not read'))
      .finally(() => {
        reading = false
      })
  }

  const stopHearing = watch.onMoved(({ bots }) => look(bots ?? clients.keys()))
  const again = setInterval(() => look(clients.keys()), LOOK_AGAIN_MS)
  const heartbeat = setInterval(() => {
    for (const group of clients.values()) for (const { stream } of group) stream.comment('alive')
  }, HEARTBEAT_MS)

  return {
    add: (botId, stream, lastEventId) => {
      const client: Client = { stream, sent: null, lastEventId }
      const group = clients.get(botId) ?? new Set()
      clients.set(botId, group.add(client))
      look([botId])
      return () => {
        group.delete(client)
        if (group.size === 0 && clients.get(botId) === group) clients.delete(botId)
      }
    },
    size: () => [...clients.values()].reduce((sum, group) => sum + group.size, 0),
    close: () => {
      stopHearing()
      clearInterval(again)
      clearInterval(heartbeat)
      for (const group of clients.values()) for (const { stream } of group) stream.close()
      clients.clear()
    },
  }
}
