import type { Channel, ChannelFilterSettings, Client } from '@papertape/client'
import { listOrNull } from './bot-form.ts'
import type { Form } from './field.tsx'

export type ChannelKind = Channel['kind']
type NewChannel = Parameters<Client['addChannel']>[0]['body']

/** What each kind of channel asks for: the names of its fields under `config`; `*` marks what must be there. */
export const CHANNEL_FIELDS: Readonly<Record<ChannelKind, readonly string[]>> = {
  webhook: ['url*', 'secrets*'],
  email: ['host*', 'port*', 'security', 'username', 'password', 'from*', 'to*'],
  slack: ['url*'],
  discord: ['url*'],
  telegram: ['token*', 'chat_id*'],
  alertmanager: ['url*', 'bearer_token'],
}
export const KINDS = Object.keys(CHANNEL_FIELDS) as ChannelKind[]
/** Fields that nobody should read over one's shoulder. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set(['secrets', 'password', 'token', 'bearer_token'])

const LEVELS = ['INFO', 'WARNING', 'CRITICAL', 'EMERGENCY'] as const

const filterOf = (form: Form): ChannelFilterSettings => ({
  min_level: LEVELS.find((level) => level === form['filter.min_level']) ?? 'WARNING',
  bots: listOrNull(form['filter.bots'] ?? ''),
  cleared: form['filter.cleared'] === 'yes',
})

/** The channel that a form describes. */
export const channelOf = (form: Form): NewChannel => {
  const at = (name: string): string => (form[`config.${name}`] ?? '').trim()
  const common = { name: (form['name'] ?? '').trim(), filter: filterOf(form) }
  const kind = KINDS.find((one) => one === form['kind']) ?? 'webhook'
  const optional = (name: string): string | null => (at(name) === '' ? null : at(name))
  switch (kind) {
    case 'webhook':
      return { kind, ...common, config: { url: at('url'), secrets: listOrNull(at('secrets')) ?? [] } }
    case 'email': {
      const security = at('security')
      return {
        kind,
        ...common,
        config: {
          host: at('host'),
          port: Number(at('port')),
          security: security === 'starttls' || security === 'none' ? security : 'tls',
          username: optional('username'),
          password: optional('password'),
          from: at('from'),
          to: at('to'),
        },
      }
    }
    case 'telegram':
      return { kind, ...common, config: { token: at('token'), chat_id: at('chat_id') } }
    case 'alertmanager':
      return { kind, ...common, config: { url: at('url'), bearer_token: optional('bearer_token') } }
    default:
      return { kind, ...common, config: { url: at('url') } }
  }
}
