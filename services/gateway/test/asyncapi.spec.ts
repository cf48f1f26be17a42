import { Parser } from '@asyncapi/parser'
import { catalogue } from '@papertape/events'
import { type Json, messageJudgeBy } from '@papertape/testkit'
import { describe, expect, it } from 'vitest'
import { asyncApiOf } from '../src/api/asyncapi.ts'
import { clientFrames, serverFrames } from '../src/feed/frames.ts'

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
  it('judges messages by what it says', () => {
    const judge = messageJudgeBy(document)
    const tick = { id: 'c1', type: 'clock.ticked', version: 1, bot_id: '@all', cause: null, correlation: null }
    const at = '2024-01-01T00:00:00.000Z'
    const fact = { ...tick, time: at, recorded_at: at, data: { minute: at } }
    expect(judge('ledger.0.@all.clock.ticked', fact)).toEqual([])
    expect(judge('ledger.0.@all.clock.ticked', { ...fact, extra: 1 })).not.toEqual([])
    expect(judge('ledger.0.@all.clock.ticked', { ...fact, data: {} })).not.toEqual([])
    expect(judge('ledger.0.@all.clock.stopped', fact)).not.toEqual([])
    expect(judge('prices.binance.BTCUSDT', { price: '100' })).toEqual([])
    expect(judge('prices.binance.BTCUSDT', { price: '-1' })).not.toEqual([])
  })
})
