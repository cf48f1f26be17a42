import { describe, expect, it } from 'vitest'
import { type ChannelKind, channelOf, configSchemas } from '../src/channel.ts'
import { shownConfig, withoutSecrets } from '../src/secrets.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const schemas = configSchemas({ allowPrivate: false })
const faults = (kind: ChannelKind, config: unknown) =>
  schemas[kind].safeParse(config).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

const mail = { host: 'mail.example.com', port: 587, security: 'starttls', from: 'a@example.com', to: 'b@example.com' }

describe('a URL to post to', () => {
  it.each([
    'http://127.0.0.1/x',
    'http://0x7f.1/x',
    'http://2130706433/',
    'https://[::1]/x',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'http://localhost:8080/',
    'http://api.localhost/',
  ])('%s is private', (url) => {
    expect(faults('webhook', { url, secrets: [secret] })).toEqual([expect.stringMatching(/^url: is a private address/)])
    expect(configSchemas({ allowPrivate: true }).webhook.safeParse({ url, secrets: [secret] }).success).toBe(true)
  })
  it.each([
    ['ftp://example.com/', 'must be an http or https URL'],
    ['example.com', 'must be an http or https URL'],
    ['https://user:pass@example.com/', 'must hold no user and no password'],
    ['https://example.com/#x', 'must hold no fragment'],
  ])('%s: %s', (url, message) => {
    expect(faults('webhook', { url, secrets: [secret] })).toEqual([`url: ${message}`])
  })
  it('that is a secret goes over TLS', () => {
    expect(faults('slack', { url: 'http://hooks.slack.com/services/x' })).toEqual([
      'url: must be an https URL, because it is a secret',
    ])
    expect(faults('webhook', { url: 'http://example.com/', secrets: [secret] })).toEqual([])
  })
})

describe('a configuration', () => {
  it('names each field at fault', () => {
    expect(faults('webhook', { secrets: ['nope'], more: 1 }).map((fault) => fault.split(':')[0])).toEqual([
      'url',
      'secrets.0',
      '',
    ])
    expect(faults('telegram', { token: '123', chat_id: 'x y' }).map((fault) => fault.split(':')[0])).toEqual([
      'token',
      'chat_id',
    ])
    expect(faults('alertmanager', { url: 'https://example.com/', bearer_token: 'a\r\nx: y' })).toHaveLength(1)
  })
  it('of a mail takes no header in an address, and no password in the clear', () => {
    expect(faults('email', mail)).toEqual([])
    expect(faults('email', { ...mail, to: 'b@example.com\r\nBcc: c@example.com' })).toHaveLength(1)
    expect(faults('email', { ...mail, from: 'Ops <a@example.com>' })).toHaveLength(1)
    expect(faults('email', { ...mail, username: 'a' })).toEqual(['password: username and password go together'])
    expect(faults('email', { ...mail, security: 'none', username: 'a', password: 'b' })).toEqual([
      'security: a password is sent over TLS only',
    ])
    expect(faults('email', { ...mail, host: '10.0.0.1' })).toEqual([expect.stringMatching(/^host: is a private/)])
  })
  it('is shown without its secrets', () => {
    const url = 'https://hooks.example.com/services/T000/B000/verysecretpath?key=alsosecret'
    const webhook = channelOf({ kind: 'webhook', name: 'w', config: { url, secrets: [secret] } })
    expect(shownConfig(webhook)).toEqual({
      url: { set: true, last4: 'cret', host: 'hooks.example.com' },
      secrets: [{ set: true, last4: secret.slice(-4) }],
    })
    const email = channelOf({ kind: 'email', name: 'e', config: { ...mail, username: 'u', password: 'short' } })
    expect(shownConfig(email)).toMatchObject({ to: 'b@example.com', password: { set: true, last4: null } })
    const slack = channelOf({ kind: 'slack', name: 's', config: { url: 'https://example.com/ab' } })
    expect(shownConfig(slack)).toEqual({ url: { set: true, last4: null, host: 'example.com' } })
    expect(
      shownConfig(channelOf({ kind: 'alertmanager', name: 'a', config: { url: 'https://example.com/' } })),
    ).toMatchObject({ bearer_token: { set: false, last4: null } })
  })
  it('is taken out of a text in whatever spelling', () => {
    const url = 'https://hooks.example.com/services/T000/verysecretpath?key=also%2Fsecret'
    const channel = channelOf({ kind: 'webhook', name: 'w', config: { url, secrets: [secret] } })
    const text = `cannot POST /services/T000/verysecretpath?key=also%2Fsecret with ${secret}, ${encodeURIComponent(secret)} or ${Buffer.from(secret).toString('base64')}`
    const left = withoutSecrets(text, channel)
    expect(left).not.toMatch(/verysecretpath|also|BwcHBw|whsec/)
    expect(left).toMatch(/^cannot POST /)
  })
})
