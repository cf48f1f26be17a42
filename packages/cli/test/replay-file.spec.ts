import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectReplayFile, parseReplayLine, runOf } from '../src/replay/replay-file.ts'

const parse = (json: unknown) => parseReplayLine('f.jsonl', 7, typeof json === 'string' ? json : JSON.stringify(json))

describe('a line of a replay file', () => {
  it('is published without the fields that only address it', () => {
    expect(parse({ kind: 'signal', bot_id: 'b', signal_id: 's', time: '2024-01-01T00:00:00Z' })).toEqual({
      line: 7,
      kind: 'signal',
      bot_id: 'b',
      payload: '{"signal_id":"s","time":"2024-01-01T00:00:00Z"}',
      timeMs: Date.parse('2024-01-01T00:00:00Z'),
    })
  })
  it('keeps the text of a price as it stands', () => {
    const text = '{ "kind": "price", "venue": "v", "symbol": "S", "price": 1.10 }'
    expect(parse(text)).toMatchObject({ kind: 'price', venue: 'v', symbol: 'S', payload: text, timeMs: null })
  })
  it('lets wrong fields of a signal through: their rejection is the result', () => {
    expect(parse({ kind: 'signal', bot_id: 'b', entry_price: 'NaN' })).toMatchObject({ kind: 'signal' })
  })
  it('may be empty', () => expect(parse('  ')).toBeNull())
  it.each([
    ['{"kind":', 'f.jsonl:7: line: must be one JSON object'],
    ['[]', 'f.jsonl:7: line:'],
    [{ kind: 'tick' }, 'f.jsonl:7: kind: must be signal, price or candle'],
    [{ kind: 'signal' }, 'f.jsonl:7: bot_id:'],
    [{ kind: 'signal', bot_id: 'a.b' }, 'f.jsonl:7: bot_id: must be 1–64'],
    [{ kind: 'price', venue: 'v' }, 'f.jsonl:7: symbol:'],
    [{ kind: 'candle', symbol: '' }, 'f.jsonl:7: symbol:'],
  ])('%j names the field and the rule', (json, message) => expect(() => parse(json)).toThrow(message))
})

describe('a replay file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'papertape-replay-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const written = async (name: string, ...lines: object[]) => {
    const path = join(folder, name)
    await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    return inspectReplayFile(path)
  }

  it('is counted, and its bots are named', async () => {
    expect(
      await written(
        'a.jsonl',
        { kind: 'signal', bot_id: 'b2' },
        { kind: 'price', symbol: 'S' },
        { kind: 'signal', bot_id: 'b1' },
      ),
    ).toMatchObject({ lines: 3, signals: 2, ticks: 1, botIds: ['b1', 'b2'] })
  })
  it('is the same run again, and another run when a byte changes', async () => {
    const first = await written('b.jsonl', { kind: 'price', symbol: 'S', price: '1' })
    const same = await written('c.jsonl', { kind: 'price', symbol: 'S', price: '1' })
    const other = await written('d.jsonl', { kind: 'price', symbol: 'S', price: '2' })
    expect(runOf(same)).toBe(runOf(first))
    expect(runOf(other)).not.toBe(runOf(first))
  })
})
