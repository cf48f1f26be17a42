import { expect, it } from 'vitest'
import { serversOf } from '../src/servers.ts'

it.each([
  ['nats://127.0.0.1:4222', { servers: ['nats://127.0.0.1:4222'] }],
  ['a:4222, nats://b', { servers: ['a:4222', 'nats://b'] }],
  ['tls://me:secret@a:4222', { servers: ['tls://a:4222'], user: 'me', pass: 'secret', tls: {} }],
  ['nats://a,nats://me:1:2@[::1]:4222', { servers: ['nats://a', 'nats://[::1]:4222'], user: 'me', pass: '1:2' }],
  ['nats://me:p%40ss%2C%3A@a', { servers: ['nats://a'], user: 'me', pass: 'p@ss,:' }],
  ['nats://me@a', { servers: ['nats://a'], user: 'me', pass: '' }],
])('%s', (text, servers) => expect(serversOf(text)).toEqual(servers))
