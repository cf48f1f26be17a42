import { catalogue, type EventType } from '@papertape/events'
import { z } from 'zod'
import { clientFrames, serverFrames } from '../feed/frames.ts'
import { FACT_SUMMARIES } from './fact-summaries.ts'
import { CLIENT_SUMMARIES, SERVER_SUMMARIES } from './frame-summaries.ts'
import { answerSchemas, reachable, requestSchemas } from './json-schemas.ts'
import type { Json } from './named.ts'
import { kpiSnapshot } from './shapes/kpi.ts'
import { priceMessage, signalMessage } from './shapes/messages.ts'
import { botMode } from './shapes/scalars.ts'

/** AsyncAPI’s tools read draft 7, where nothing beside `$ref` counts. */
const asDraft7 = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asDraft7)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.fromEntries(Object.entries(value).map(([keyword, part]) => [keyword, asDraft7(part)]))
  const { $ref, ...beside } = parts
  return typeof $ref === 'string' && Object.keys(beside).length > 0 ? { allOf: [{ $ref }], ...beside } : parts
}

/** `signal.accepted` → `SignalAccepted`. */
const pascal = (name: string): string =>
  name
    .split(/[._-]/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
const camel = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1)

type Message = { name: string; summary: string; payload: Json }
/** `receives`: this system hears what others say there. */
type Channel = {
  id: string
  address: string
  title: string
  parameters: { [name: string]: string }
  server: 'nats' | 'gateway'
  receives: readonly Message[]
  sends: readonly Message[]
}

const PARAMETERS = {
  bot_id: 'The bot: letters, digits, _ and -, at most 64',
  bot: 'A bot id; @all for facts about all bots, @unknown for signals of bots nobody registered',
  partition: 'Ours to choose; subscribe with *',
  venue: 'The venue, with . * > % and white space percent-encoded',
  symbol: 'The symbol, encoded the same way',
} as const
const taken = (...names: (keyof typeof PARAMETERS)[]) =>
  Object.fromEntries(names.map((name) => [name, PARAMETERS[name]]))

const liveProjection = z.object({ epoch: z.string(), seq: z.int(), bots: z.array(z.string()) })
const livePerformance = z.object({ epoch: z.string(), seq: z.int(), mode: botMode, kpi: kpiSnapshot })

const TYPES = Object.keys(catalogue) as EventType[]
const CLIENT_OPS = Object.keys(clientFrames) as (keyof typeof clientFrames)[]
const SERVER_KINDS = Object.keys(serverFrames) as (keyof typeof serverFrames)[]

const schemasOf = () => {
  const answers = answerSchemas(
    new Map<string, z.ZodType>([
      ...TYPES.map((type): [string, z.ZodType] => [type, catalogue[type]]),
      ...SERVER_KINDS.map((kind): [string, z.ZodType] => [`t ${kind}`, serverFrames[kind]]),
      ['live.projection', liveProjection],
      ['live.performance', livePerformance],
    ]),
  )
  const requests = requestSchemas(
    new Map<string, z.ZodType>([
      ...CLIENT_OPS.map((op): [string, z.ZodType] => [`op ${op}`, clientFrames[op]]),
      ['signal', signalMessage],
      ['price', priceMessage],
    ]),
  )
  const of = (key: string): Json => {
    const schema = answers.further.get(key) ?? requests.further.get(key)
    if (schema === undefined) throw new RangeError(`no schema is known as ${key}`)
    return schema
  }
  return { of, named: { ...answers.named, ...requests.named } }
}

const channelsOf = (of: (key: string) => Json): Channel[] => {
  const message = (name: string, summary: string, key: string): Message => ({ name, summary, payload: of(key) })
  const nats = { server: 'nats', receives: [], sends: [] } as const
  return [
    {
      ...nats,
      id: 'signals',
      address: 'signals.{bot_id}',
      title: 'Signals; an acknowledgement of JetStream means stored durably',
      parameters: taken('bot_id'),
      receives: [message('SignalMessage', 'An instruction to open or close one paper trade.', 'signal')],
    },
    {
      ...nats,
      id: 'prices',
      address: 'prices.{venue}.{symbol}',
      title: 'Ticks',
      parameters: taken('venue', 'symbol'),
      receives: [message('PriceMessage', 'One tick.', 'price')],
    },
    ...TYPES.map(
      (type): Channel => ({
        ...nats,
        id: camel(pascal(type)),
        address: `ledger.{partition}.{bot}.${type}`,
        title: FACT_SUMMARIES[type],
        parameters: taken('partition', 'bot'),
        sends: [message(pascal(type), FACT_SUMMARIES[type], type)],
      }),
    ),
    {
      ...nats,
      id: 'liveProjection',
      address: 'live.projection',
      title: 'Core NATS, stored nowhere: a hint after each commit of the projection',
      parameters: {},
      sends: [message('LiveProjection', 'What is shown by now.', 'live.projection')],
    },
    {
      ...nats,
      id: 'livePerformance',
      address: 'live.performance',
      title: 'Core NATS, stored nowhere: a portfolio’s figures, each update interval',
      parameters: {},
      sends: [message('LivePerformance', 'A portfolio’s newest figures.', 'live.performance')],
    },
    {
      id: 'stream',
      address: '/api/v1/stream',
      title: 'The live feed: subprotocol papertape.v1+json, text frames',
      parameters: {},
      server: 'gateway',
      receives: CLIENT_OPS.map((op) => message(`${pascal(op)}Message`, CLIENT_SUMMARIES[op], `op ${op}`)),
      sends: SERVER_KINDS.map((kind) => message(`${pascal(kind)}Frame`, SERVER_SUMMARIES[kind], `t ${kind}`)),
    },
  ]
}

const refsOf = (messages: readonly Message[], at: string) => messages.map(({ name }) => ({ $ref: `${at}/${name}` }))

const channelJson = (channel: Channel): Json => ({
  address: channel.address,
  title: channel.title,
  servers: [{ $ref: `#/servers/${channel.server}` }],
  ...(Object.keys(channel.parameters).length === 0
    ? {}
    : {
        parameters: Object.fromEntries(
          Object.entries(channel.parameters).map(([name, description]) => [name, { description }]),
        ),
      }),
  messages: Object.fromEntries(
    [...channel.receives, ...channel.sends].map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]),
  ),
  ...(channel.server === 'gateway' ? { bindings: { ws: { method: 'GET' } } } : {}),
})

const operationsOf = (channels: readonly Channel[]): Json =>
  Object.fromEntries(
    channels.flatMap((channel) =>
      (
        [
          ['receive', channel.receives],
          ['send', channel.sends],
        ] as const
      )
        .filter(([, messages]) => messages.length > 0)
        .map(([action, messages]) => [
          `${action}${pascal(channel.id)}`,
          {
            action,
            channel: { $ref: `#/channels/${channel.id}` },
            title: channel.title,
            messages: refsOf(messages, `#/channels/${channel.id}/messages`),
          },
        ]),
    ),
  )

/** AsyncAPI 3 of what travels on NATS and on the WebSocket, seen from this system. */
export const asyncApiOf = (): Json => {
  const { of, named } = schemasOf()
  const channels = channelsOf(of)
  const messages = channels.flatMap(({ receives, sends }) => [...receives, ...sends])
  const described = Object.fromEntries(
    messages.map(({ name, summary, payload }) => [name, { name, title: name, summary, payload: asDraft7(payload) }]),
  )
  return {
    asyncapi: '3.0.0',
    id: 'urn:papertape',
    info: {
      title: 'Papertape',
      version: '1',
      description:
        'What travels on NATS and on the WebSocket. `receive` is what this system hears, `send` what it says. Within a version messages may gain fields, and lose none.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      nats: { host: 'localhost:4222', protocol: 'nats', description: 'JetStream; NATS_URL says where' },
      gateway: { host: 'localhost:8080', protocol: 'ws', description: 'The gateway; wss behind a proxy with TLS' },
    },
    channels: Object.fromEntries(channels.map((channel) => [channel.id, channelJson(channel)])),
    operations: operationsOf(channels),
    components: { messages: described, schemas: asDraft7(reachable(described, named)) },
  }
}
