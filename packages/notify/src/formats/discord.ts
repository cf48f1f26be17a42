import type { AlarmLevel } from '@papertape/events'
import type { Notice } from '../notice.ts'
import { actionOf, detailsOf, headlineOf } from '../wording.ts'
import { shorten } from './shorten.ts'

const TITLE_MAX = 256
const DESCRIPTION_MAX = 2048
const FIELD_NAME_MAX = 256
const FIELD_VALUE_MAX = 250

const COLORS: Record<AlarmLevel, number> = {
  INFO: 0x3498db,
  WARNING: 0xf1c40f,
  CRITICAL: 0xe67e22,
  EMERGENCY: 0xe74c3c,
}
const CLEARED = 0x2ecc71

/** Everything that Discord's Markdown could take for markup, a link or a mention. */
const escaped = (text: string): string => text.replaceAll(/[\\*_~`|<>[\]()#@:-]/g, '\\$&')

/** The body for a webhook of Discord; nobody is ever mentioned by it. All parts together stay below 6,000 characters. */
export const discordBody = (notice: Notice, notificationId: string): Record<string, unknown> => {
  const action = actionOf(notice)
  return {
    username: 'Papertape',
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: shorten(headlineOf(notice), TITLE_MAX, escaped),
        description: shorten(notice.message, DESCRIPTION_MAX, escaped),
        ...(notice.dashboard_url === null ? {} : { url: notice.dashboard_url }),
        color: notice.type === 'alarm.cleared' ? CLEARED : COLORS[notice.level],
        fields: [
          ...detailsOf(notice).map(([label, value]) => ({
            name: shorten(label, FIELD_NAME_MAX, escaped),
            value: shorten(value, FIELD_VALUE_MAX, escaped),
            inline: true,
          })),
          ...(action === null ? [] : [{ name: 'What to do', value: shorten(action, 1024, escaped), inline: false }]),
        ],
        footer: { text: notificationId },
        timestamp: notice.time,
      },
    ],
  }
}
