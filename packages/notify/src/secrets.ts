import type { Channel, ChannelKind } from './channel.ts'

/** The fields of each kind's configuration that nobody is ever shown. A URL counts: who knows it may post to it. */
export const SECRET_FIELDS: Record<ChannelKind, readonly string[]> = {
  webhook: ['url', 'secrets'],
  email: ['password'],
  slack: ['url'],
  discord: ['url'],
  telegram: ['token', 'api_url'],
  alertmanager: ['url', 'bearer_token'],
}

/** What is shown in the place of a secret. `host` of a URL alone: where it goes, and not what opens the door. */
export type ShownSecret = { set: boolean; last4: string | null; host?: string }

/** A short secret would be half told by its end. */
const LENGTH_OF_SHOWN_END = 16

const shownSecret = (secret: unknown): ShownSecret => {
  if (typeof secret !== 'string') return { set: false, last4: null }
  const last4 = secret.length >= LENGTH_OF_SHOWN_END ? secret.slice(-4) : null
  if (!URL.canParse(secret) || !/^https?:/.test(secret)) return { set: true, last4 }
  const { host, pathname, search } = new URL(secret)
  // The end of a URL that is only a host is no secret, and the end of a short path is all of it.
  const hidden = pathname.length + search.length
  return { set: true, last4: hidden >= LENGTH_OF_SHOWN_END ? last4 : null, host }
}

/** A channel's configuration as it may be shown. */
export const shownConfig = ({ kind, config }: Channel): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(config).map(([field, value]: [string, unknown]) => {
      if (!SECRET_FIELDS[kind].includes(field)) return [field, value]
      return [field, Array.isArray(value) ? value.map(shownSecret) : shownSecret(value)]
    }),
  )

/** Below this a part is a word like `hook` rather than a secret. */
const PART_LENGTH_MIN = 6

const partsOf = (secret: string): string[] => {
  if (!URL.canParse(secret) || !/^https?:/.test(secret)) return [secret]
  const { pathname, search } = new URL(secret)
  return [secret, `${pathname}${search}`, ...pathname.split('/'), ...search.split(/[?&=]/)]
}

/** The text without any of the channel's secrets, or long enough parts of its secret URLs, in whatever spelling. */
export const withoutSecrets = (text: string, { kind, config }: Channel): string => {
  const given = Object.entries(config)
    .filter(([field]) => SECRET_FIELDS[kind].includes(field))
    .flatMap(([, value]: [string, unknown]) => [value].flat())
    .filter((value): value is string => typeof value === 'string')
  const spellings = given
    .flatMap(partsOf)
    .filter((part) => part.length >= PART_LENGTH_MIN)
    .flatMap((part) => [part, encodeURIComponent(part), Buffer.from(part).toString('base64')])
    .toSorted((a, b) => b.length - a.length)
  return spellings.reduce((rest, spelling) => rest.replaceAll(spelling, '[redacted]'), text)
}
