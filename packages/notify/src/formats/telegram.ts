import type { Notice } from '../notice.ts'
import { actionOf, detailsOf, headlineOf } from '../wording.ts'
import { shorten } from './shorten.ts'

/** Each part is short enough that all of them stay below Telegram's 4,096 characters. */
const LINE_MAX = 400
const PARAGRAPH_MAX = 800

/** Text inside HTML; the word joiner behind an @ keeps a name from becoming a mention. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('@', '@\u2060')

/** The body of `sendMessage` of Telegram's bot API. */
export const telegramBody = (notice: Notice, notificationId: string, chatId: string): Record<string, unknown> => {
  const action = actionOf(notice)
  const { dashboard_url } = notice
  const lines = [
    `<b>${shorten(headlineOf(notice), LINE_MAX, escaped)}</b>`,
    shorten(notice.message, PARAGRAPH_MAX, escaped),
    '',
    ...detailsOf(notice).map(([label, value]) => `${shorten(label, 60, escaped)}: ${shorten(value, 200, escaped)}`),
    ...(action === null ? [] : ['', `What to do: ${shorten(action, PARAGRAPH_MAX, escaped)}`]),
    '',
    ...(dashboard_url === null || dashboard_url.length > LINE_MAX
      ? []
      : [`<a href="${attribute(dashboard_url)}">Open the dashboard</a>`]),
    `<code>${escaped(notificationId)}</code>`,
  ]
  return { chat_id: chatId, text: lines.join('\n'), parse_mode: 'HTML', link_preview_options: { is_disabled: true } }
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
