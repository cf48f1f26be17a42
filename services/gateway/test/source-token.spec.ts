import { describe, expect, it } from 'vitest'
import { isSourceToken, newSourceToken, sourceTokenHash, sourceTokenIn } from '../src/sources/source-token.ts'

describe('a source’s token', () => {
  it('holds 32 random bytes behind its beginning, and is never the same', () => {
    const tokens = Array.from({ length: 1000 }, newSourceToken)
    expect(new Set(tokens).size).toBe(1000)
    for (const token of tokens) {
      expect(isSourceToken(token)).toBe(true)
      expect(Buffer.from(token.slice('papertape_source_'.length), 'base64url')).toHaveLength(32)
    }
  })
  it('is stored as its SHA-256', () => {
    expect(sourceTokenHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
  it.each([
    '',
    'papertape_source_',
    `papertape_source_${'x'.repeat(42)}`,
    `papertape_source_${'x'.repeat(44)}`,
    `papertape_source_${'x'.repeat(42)}=`,
    `x${newSourceToken()}`,
    `${newSourceToken()}\n`,
  ])('is not %j', (text) => {
    expect(isSourceToken(text)).toBe(false)
  })
  it('is found inside of any text', () => {
    expect(sourceTokenIn(`{"note":"${newSourceToken()}"}`)).toBe(true)
    expect(sourceTokenIn('{"note":"papertape_source_of_mine"}')).toBe(false)
  })
})
