import { z } from 'zod'
import { hostName, mailAddress, oneLine, postUrl, type Reach, signingSecret, token } from './channel-fields.ts'

/** The ways in which people are told. */
export const CHANNEL_KINDS = ['webhook', 'email', 'slack', 'discord', 'telegram', 'alertmanager'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

const emailConfig = (reach: Reach) =>
  z
    .strictObject({
      host: hostName(reach),
      port: z.int().min(1).max(65535),
      security: z.enum(['tls', 'starttls', 'none']).describe('tls from the first byte, or by STARTTLS, or not at all'),
      username: oneLine(256).nullable().default(null),
      password: oneLine(512).nullable().default(null),
      from: mailAddress,
      to: mailAddress.describe('One address: a mail that one of several readers refuses is neither sent nor unsent'),
    })
    .refine(({ username, password }) => (username === null) === (password === null), {
      path: ['password'],
      message: 'username and password go together',
    })
    .refine(({ security, password }) => security !== 'none' || password === null, {
      path: ['security'],
      message: 'a password is sent over TLS only',
    })

/** What each kind of channel needs to know, secrets included. */
export const configSchemas = (reach: Reach) =>
  ({
    webhook: z.strictObject({
      url: postUrl(reach, { secretPath: false }),
      secrets: z.array(signingSecret).min(1).max(4).describe('All of them sign: old and new during a rotation'),
    }),
    email: emailConfig(reach),
    slack: z.strictObject({ url: postUrl(reach, { secretPath: true }) }),
    discord: z.strictObject({ url: postUrl(reach, { secretPath: true }) }),
    telegram: z.strictObject({
      token: token(/^\d{1,20}:[A-Za-z0-9_-]{10,100}$/, 'must be a bot token, such as 123456:ABC-DEF…'),
      chat_id: z.string().regex(/^(?:-?\d{1,20}|@[A-Za-z0-9_]{1,64})$/, 'must be a number or @channel'),
      api_url: postUrl(reach, { secretPath: true }).default('https://api.telegram.org'),
    }),
    alertmanager: z.strictObject({
      url: postUrl(reach, { secretPath: false }),
      bearer_token: token(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
        .nullable()
        .default(null),
    }),
  }) satisfies Record<ChannelKind, z.ZodType>

type Schemas = ReturnType<typeof configSchemas>

/** The configuration of one kind of channel. */
export type ConfigOf<Kind extends ChannelKind> = z.output<Schemas[Kind]>

/** A channel as it is sent through. */
export type Channel = { [Kind in ChannelKind]: { kind: Kind; name: string; config: ConfigOf<Kind> } }[ChannelKind]

/** What was stored as a channel's configuration may be sent through whatever is allowed by now: delivery judges addresses. */
const stored = configSchemas({ allowPrivate: true })

/** A channel from what is stored of it. @throws ZodError for what no version of this program stored. */
export const channelOf = (row: { kind: ChannelKind; name: string; config: unknown }): Channel => {
  const { kind, name, config } = row
  switch (kind) {
    case 'webhook':
      return { kind, name, config: stored.webhook.parse(config) }
    case 'email':
      return { kind, name, config: stored.email.parse(config) }
    case 'slack':
      return { kind, name, config: stored.slack.parse(config) }
    case 'discord':
      return { kind, name, config: stored.discord.parse(config) }
    case 'telegram':
      return { kind, name, config: stored.telegram.parse(config) }
    case 'alertmanager':
      return { kind, name, config: stored.alertmanager.parse(config) }
  }
}
