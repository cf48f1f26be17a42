import { describe, expect, it } from 'vitest'
import { DataError, readRecord } from '../src/index.ts'
import { chunksOf, record } from './given.ts'

const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list)
const refusal = (text: string | Uint8Array) => record(text).then(String, (error: unknown) => error)

describe('files that are no track record', () => {
  it.each([
    ['UTF-16', bytes(0xff, 0xfe, 0x74, 0), 'UTF-16'],
    ['gzip', bytes(0x1f, 0x8b, 8, 0), 'compressed with gzip'],
    ['zip', bytes(0x50, 0x4b, 3, 4, 20), 'zip archive'],
    ['bytes that are no UTF-8', bytes(0x74, 0xc3, 0x28), 'is not UTF-8 text'],
    ['a cut UTF-8 character at the end', bytes(0x74, 0xc3), 'is not UTF-8 text'],
    ['NUL bytes', 'time,value\n2024-01-01,\0', 'NUL bytes'],
    ['a wrong quote', 'time,value\n2024-01-01,0.1\n"2024-01-02"x,0.1\n', 'row 2'],
    ['a quote that never closes', 'time,value\n2024-01-01,0.1\n2024-01-02,"0.1\n', 'row 2'],
    ['broken JSON', '[{"time":', 'is no JSON'],
    ['broken NDJSON', '{"time":"2024-01-01","value":1}\n{"time"\n', 'row 2 (line 2): is no JSON'],
    ['JSON of two scalars', '[1,2]\n', 'row 1 (line 1), column time'],
    ['JSON of scalars', '[1,\n2]', 'row 1: must be an object'],
    ['JSON of nothing known', '{"a":1}', 'the columns are not known'],
    ['mixed JSON', '[{"time":"2024-01-01","value":1},[1]]', 'row 2: must be an object'],
    ['one word', 'hello', 'found hello'],
    ['HTML', '<!doctype html>\n<title>x</title>', 'the columns are not known'],
  ])('%s', async (_, text, message) => {
    const error = await refusal(text)
    expect(error).toBeInstanceOf(DataError)
    expect(String(error)).toContain(message)
  })

  const MIB = new Uint8Array(1024 * 1024).fill(0x78)
  async function* endless(start: string) {
    yield new TextEncoder().encode(start)
    for (let mib = 0; mib < 200; mib += 1) yield MIB
  }

  it.each([
    ['a line without end', ''],
    ['a row without end', 'time,value\n2024-01-01,0.1\n'],
    ['a quote without end', 'time,value\n2024-01-01,"'],
    ['NDJSON without end', '{"time":"2024-01-01","value":1}\n'],
  ])('%s is given up soon, in little memory', async (_, start) => {
    let given = 0
    async function* counted() {
      for await (const chunk of endless(start)) {
        given += chunk.length
        yield chunk
      }
    }
    await expect(readRecord(counted, { kind: null })).rejects.toBeInstanceOf(DataError)
    expect(given).toBeLessThan(20 * 1024 * 1024)
  })

  it('a reader that fails is passed on', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield* chunksOf(new TextEncoder().encode('time,value\n2024-01-01,0.1\n'))
      throw new TypeError('the disk is gone')
    }
    await expect(readRecord(failing, { kind: null })).rejects.toThrow('the disk is gone')
  })

  it('long cells are cut in messages, and controls shown as such', async () => {
    const error = await refusal(`time,value\n2024-01-01,\u001b[2J${'x'.repeat(500)}`)
    expect(String(error)).toContain('"\\u001b[2Jxxx')
    expect(String(error).length).toBeLessThan(250)
  })
})
