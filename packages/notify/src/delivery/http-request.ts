import type { Channel } from '../channel.ts'
import { alertmanagerBody } from '../formats/alertmanager.ts'
import { discordBody } from '../formats/discord.ts'
import { signatureHeaders } from '../formats/signature.ts'
import { slackBody } from '../formats/slack.ts'
import { telegramBody } from '../formats/telegram.ts'
import { webhookBody } from '../formats/webhook.ts'
import type { Notice } from '../notice.ts'
import type { HttpPost } from './http-post.ts'

type HttpChannel = Exclude<Channel, { kind: 'email' }>

const withWait = (text: string): URL => {
  const url = new URL(text)
  url.searchParams.set('wait', 'true')
  return url
}

/** What is posted to tell a notice. `seconds` is the time of this attempt, which a signature covers. */
export const httpRequestOf = (channel: HttpChannel, notice: Notice, id: string, seconds: number): HttpPost => {
  switch (channel.kind) {
    case 'webhook': {
      const body = JSON.stringify(webhookBody(notice, id))
      const { url, secrets } = channel.config
      return { url: new URL(url), headers: signatureHeaders(secrets, { id, seconds, body }), body }
    }
    case 'alertmanager': {
      const { url, bearer_token } = channel.config
      const authorization = bearer_token === null ? {} : { authorization: `Bearer ${bearer_token}` }
      const body = JSON.stringify(alertmanagerBody(notice, channel.name))
      return { url: new URL(url), headers: { 'webhook-id': id, ...authorization }, body }
    }
    case 'slack':
      return { url: new URL(channel.config.url), headers: {}, body: JSON.stringify(slackBody(notice, id)) }
    case 'discord':
      return { url: withWait(channel.config.url), headers: {}, body: JSON.stringify(discordBody(notice, id)) }
    case 'telegram': {
      const { api_url, token, chat_id } = channel.config
      const url = new URL(`${api_url.replace(/\/+$/, '')}/bot${token}/sendMessage`)
      return { url, headers: {}, body: JSON.stringify(telegramBody(notice, id, chat_id)) }
    }
  }
}
