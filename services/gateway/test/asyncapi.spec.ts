import { Parser } from '@asyncapi/parser'
import { catalogue } from '@papertape/events'
import { describe, expect, it } from 'vitest'
import { asyncApiOf } from '../src/api/asyncapi.ts'
import { clientFrames, serverFrames } from '../src/feed/frames.ts'
import type { Json } from './contract/document.ts'

const document: Json = asyncApiOf()

describe('the AsyncAPI document', () => {
  it('is one by its own parser', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document))
    expect(
      diagnostics
        .filter(({ code }) => code !== 'asyncapi-latest-version')
        .map(({ code, message, path }) => [code, message, path.join('/')]),
    ).toEqual([])
    expect(parsed?.version()).toBe('3.0.0')
  })
  it('has a channel for each type of fact', () => {
    const addresses = Object.values<Json>(document.channels).map(({ address }) => address)
    for (const type of Object.keys(catalogue)) expect(addresses).toContain(`ledger.{partition}.{bot}.${type}`)
  })
  it('has a message for each frame', () => {
    const frames = Object.keys(document.channels.stream.messages)
    expect(frames).toHaveLength(Object.keys(clientFrames).length + Object.keys(serverFrames).length)
  })
})
