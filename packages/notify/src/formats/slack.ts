import type { Notice } from '../notice.ts'
import { actionOf, detailsOf, headlineOf } from '../wording.ts'
import { shorten } from './shorten.ts'

const HEADER_MAX = 150
const SECTION_MAX = 3000
const FIELD_MAX = 2000

/** The three characters that mean something everywhere in Slack; without them there is no mention and no link. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Said as it is: no emphasis, no mention, no emoji, whatever a name holds. */
const plain = (text: string, max: number) => ({ type: 'plain_text', text: shorten(text, max), emoji: false })

/** The body for an incoming webhook of Slack, or of what speaks like it. */
export const slackBody = (notice: Notice, notificationId: string): Record<string, unknown> => {
  const action = actionOf(notice)
  return {
    text: shorten(`${headlineOf(notice)}. ${notice.message}`, SECTION_MAX, escaped),
    unfurl_links: false,
    blocks: [
      { type: 'header', text: plain(headlineOf(notice), HEADER_MAX) },
      { type: 'section', text: plain(notice.message, SECTION_MAX) },
      { type: 'section', fields: detailsOf(notice).map(([label, value]) => plain(`${label}: ${value}`, FIELD_MAX)) },
      ...(action === null ? [] : [{ type: 'section', text: plain(`What to do: ${action}`, SECTION_MAX) }]),
      ...linkTo(notice),
      { type: 'context', elements: [plain(`Papertape, ${notificationId}`, FIELD_MAX)] },
    ],
  }
}

const linkTo = ({ dashboard_url }: Notice) =>
  dashboard_url === null
    ? []
    : [{ type: 'section', text: { type: 'mrkdwn', text: `<${escaped(dashboard_url)}|Open the dashboard>` } }]
