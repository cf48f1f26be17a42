import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { createCompressedAnswers } from '../src/http/compressed-answers.ts'

const text = 'Papertape '.repeat(500)
const noise = (length: number, seed: number) =>
  Buffer.from(Uint32Array.from({ length: length / 4 }, (_, i) => Math.imul(i + seed, 2654435761) >>> 0).buffer)

it('gives back what was compressed, in each coding', async () => {
  const compressed = createCompressedAnswers()
  expect(gunzipSync(await compressed('a-gzip', text, 'gzip')).toString()).toBe(text)
  expect(brotliDecompressSync(await compressed('a-br', text, 'br')).toString()).toBe(text)
})

it('compresses an answer once, however many ask at once or later', async () => {
  const compressed = createCompressedAnswers()
  const [first, second] = await Promise.all([compressed('a', text, 'br'), compressed('a', text, 'br')])
  expect(second).toBe(first)
  expect(await compressed('a', text, 'br')).toBe(first)
})

it('keeps so many bytes, of what was asked for last', async () => {
  const compressed = createCompressedAnswers(25_000)
  const ask = (tag: string) => compressed(tag, noise(10_000, tag.length), 'gzip')
  const a = await ask('a')
  const bb = await ask('bb')
  expect(await ask('a')).toBe(a)
  await ask('ccc')
  expect(await ask('a')).toBe(a)
  expect(await ask('bb')).not.toBe(bb)
})
