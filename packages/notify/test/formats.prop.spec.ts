import { ALARM_LEVELS, ALARM_TYPES } from '@papertape/events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertmanagerBody } from '../src/formats/alertmanager.ts'
import { discordBody } from '../src/formats/discord.ts'
import { emailOf } from '../src/formats/email.ts'
import { slackBody } from '../src/formats/slack.ts'
import { telegramBody } from '../src/formats/telegram.ts'
import { webhookBody } from '../src/formats/webhook.ts'
import type { Notice } from '../src/notice.ts'
import { aNotice } from '../src/testing.ts'

const ID = 'n0123456789abcdef'

const hostile = fc.oneof(
  fc.constantFrom(
    '<!channel> <@U123> <script>alert(1)</script>',
    '@everyone @here <@&1> [a](http://b) **x** `y` ||z||',
    'a\r\nBcc: victim@example.com\r\n\r\nbody',
    '&amp; " \' </b></a>',
    '\ud800 lone \udfff',
    '\u2028\u2029\u0000\u001b[31m',
    '💥'.repeat(3000),
    '&'.repeat(9000),
    '@'.repeat(9000),
  ),
  fc.string({ unit: 'binary', maxLength: 3000 }),
)
const number = fc.double({ noNaN: true, noDefaultInfinity: true })
const notices: fc.Arbitrary<Notice> = fc
  .record({
    type: fc.constantFrom('alarm.raised' as const, 'alarm.escalated' as const, 'alarm.cleared' as const),
    test: fc.boolean(),
    bot_name: hostile,
    message: hostile,
    figure: hostile,
    unit: hostile,
    recommended_action: fc.option(hostile),
    mode: fc.constantFrom('live' as const, 'demo' as const, 'replay' as const),
    level: fc.constantFrom(...ALARM_LEVELS),
    previous_level: fc.option(fc.constantFrom(...ALARM_LEVELS)),
    alarm_type: fc.constantFrom(...ALARM_TYPES),
    current_value: number,
    threshold_value: number,
    dashboard_url: fc.option(fc.webUrl({ withQueryParameters: true })),
  })
  .map(aNotice)

const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(strings)
      : []

describe('whatever names and messages hold', () => {
  it('Slack gets no mention, and nothing beyond its limits', () => {
    fc.assert(
      fc.property(notices, (notice) => {
        const body = slackBody(notice, ID) as { text: string; blocks: { text?: { type: string; text: string } }[] }
        expect(body.text).not.toMatch(/[<>]/)
        expect(body.text.length).toBeLessThanOrEqual(3000)
        const all = JSON.parse(JSON.stringify(body)) as unknown
        for (const [type, text] of textsOf(all)) {
          expect(text.length).toBeLessThanOrEqual(3000)
          if (type === 'mrkdwn') expect(text).toMatch(/^<[^<>|]*\|Open the dashboard>$/)
        }
        expect(body.blocks[0]?.text?.text.length).toBeLessThanOrEqual(150)
      }),
    )
  })
  it('Discord gets no mention, and nothing beyond its limits', () => {
    fc.assert(
      fc.property(notices, (notice) => {
        const body = discordBody(notice, ID) as {
          allowed_mentions: unknown
          embeds: { title: string; description: string; fields: { name: string; value: string }[] }[]
        }
        expect(body.allowed_mentions).toEqual({ parse: [] })
        const [embed] = body.embeds
        if (embed === undefined) throw new Error('no embed')
        expect(embed.title.length).toBeLessThanOrEqual(256)
        expect(embed.description.length).toBeLessThanOrEqual(4096)
        expect(embed.fields.length).toBeLessThanOrEqual(25)
        for (const { name, value } of embed.fields) {
          expect([name.length <= 256, value.length <= 1024]).toEqual([true, true])
        }
        expect(strings(embed).join('').length).toBeLessThanOrEqual(6000)
        for (const text of [embed.title, embed.description]) expect(text).not.toMatch(/(?<!\\)[<@`*[\]|]/)
      }),
    )
  })
  it('Telegram gets tags of ours alone, and at most 4,096 characters', () => {
    fc.assert(
      fc.property(notices, (notice) => {
        const { text, parse_mode } = telegramBody(notice, ID, '1') as { text: string; parse_mode: string }
        expect(parse_mode).toBe('HTML')
        expect(text.length).toBeLessThanOrEqual(4096)
        const tags = text.match(/<[^>]*>/g) ?? []
        expect(tags.filter((tag) => !/^<(?:\/?b|\/?code|\/a|a href="[^"<>]*")>$/.test(tag))).toEqual([])
        expect(text.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/)
        expect(text.replaceAll(/<[^>]*>/g, '')).not.toMatch(/@[^\u2060]/)
      }),
    )
  })
  it('a mail’s subject is one line, and its HTML holds tags of ours alone', () => {
    fc.assert(
      fc.property(notices, (notice) => {
        const { subject, html } = emailOf(notice, ID)
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(subject).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029]/)
        expect(subject.length).toBeLessThanOrEqual(200)
        const tags = new Set((html.match(/<\/?[a-z!][^>]*>/gi) ?? []).map((tag) => tag.replace(/[\s>].*$/, '')))
        expect([...tags].filter((tag) => !OUR_TAGS.has(tag))).toEqual([])
      }),
    )
  })
  it('a webhook stays below 20 kB where its message is a sentence', () => {
    const body = JSON.stringify(webhookBody(aNotice({ message: 'x'.repeat(1000), bot_name: '💥'.repeat(100) }), ID))
    expect(Buffer.byteLength(body)).toBeLessThan(20_000)
  })
})

const OUR_TAGS = new Set(
  ['!doctype', 'html', '/html', 'body', '/body', 'h2', '/h2', 'p', '/p', 'table', '/table', 'tr', '/tr', 'th', '/th']
    .concat(['td', '/td', 'b', '/b', 'a', '/a', 'small', '/small'])
    .map((name) => `<${name}`),
)

const textsOf = (value: unknown): [string, string][] => {
  if (value === null || typeof value !== 'object') return []
  const own = value as { type?: unknown; text?: unknown }
  const inner = Object.values(value).flatMap(textsOf)
  return typeof own.type === 'string' && typeof own.text === 'string' ? [[own.type, own.text], ...inner] : inner
}

describe('each format', () => {
  it('says bot, mode, type, level, figure, threshold, action, time and where to look', () => {
    const demo = aNotice({ mode: 'demo' })
    const texts = [
      JSON.stringify(webhookBody(demo, ID)),
      strings(slackBody(demo, ID)).join('\n'),
      strings(discordBody(demo, ID)).join('\n').replaceAll('\\', ''),
      strings(telegramBody(demo, ID, '1')).join('\n'),
      strings(emailOf(demo, ID)).join('\n'),
    ]
    for (const text of texts) {
      for (const part of [
        'Alpha',
        'alpha',
        'DEMO',
        'MAX_DRAWDOWN_EXCEEDED',
        'EMERGENCY',
        '21.3',
        '20',
        demo.time,
        ID,
      ]) {
        expect(text).toContain(part)
      }
      expect(text).toContain('Find out what changed before starting it again.')
      expect(text).toContain('example.com/bot-performance')
    }
  })
  it('marks a test and a level that goes down', () => {
    const { subject } = emailOf(aNotice({ test: true, mode: 'demo' }), ID)
    expect(subject).toBe('[TEST] [DEMO] EMERGENCY: MAX_DRAWDOWN_EXCEEDED, bot Alpha (alpha)')
    const down = aNotice({ type: 'alarm.escalated', level: 'WARNING', previous_level: 'EMERGENCY', bot_name: 'alpha' })
    expect(emailOf(down, ID).subject).toBe('down to WARNING (was EMERGENCY): MAX_DRAWDOWN_EXCEEDED, bot alpha')
    const cleared = aNotice({ type: 'alarm.cleared', level: 'WARNING' })
    expect(emailOf(cleared, ID).subject).toMatch(/^cleared \(was WARNING\)/)
  })
})

describe('an alert for Alertmanager’s receivers', () => {
  const raised = aNotice({ level: 'WARNING' })
  const worse = aNotice({ type: 'alarm.escalated', level: 'EMERGENCY', previous_level: 'WARNING', event_id: 'e2' })
  const cleared = aNotice({ type: 'alarm.cleared', time: '2026-01-02T04:00:00.000Z', event_id: 'e3' })
  type Body = { status: string; alerts: { fingerprint: string; startsAt: string; endsAt: string; labels: object }[] }
  const of = (notice: Notice) => alertmanagerBody(notice, 'ops') as Body
  it('is the same one from firing to resolved', () => {
    const prints = [raised, worse, cleared].map((notice) => of(notice).alerts[0]?.fingerprint)
    expect(new Set(prints).size).toBe(1)
    expect(prints[0]).toMatch(/^[0-9a-f]{16}$/)
    expect(of(aNotice({ bot_id: 'beta' })).alerts[0]?.fingerprint).not.toBe(prints[0])
  })
  it('fires, and is resolved with its end', () => {
    expect(of(worse)).toMatchObject({
      version: '4',
      status: 'firing',
      receiver: 'ops',
      alerts: [
        {
          status: 'firing',
          startsAt: raised.time,
          endsAt: '0001-01-01T00:00:00Z',
          labels: { alertname: 'MaxDrawdownExceeded', severity: 'emergency', bot_id: 'alpha', mode: 'live' },
        },
      ],
    })
    expect(of(cleared)).toMatchObject({ status: 'resolved', alerts: [{ startsAt: raised.time, endsAt: cleared.time }] })
  })
})
