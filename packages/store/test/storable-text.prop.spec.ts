import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originalText, storableText } from '../src/storable-text.ts'

const unit = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  fc.constantFrom('\0', '\x1e', '\x1f', '\ud800', '\udc00', '\ue000', '\ue0000000', '😀', 'plain'),
)
const texts = fc.array(unit, { maxLength: 12 }).map((parts) => parts.join(''))

describe('a storable text', () => {
  it('holds nothing that PostgreSQL refuses or that parts texts, and means the original', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const stored = storableText(text)
        expect(stored.isWellFormed()).toBe(true)
        for (const character of ['\0', '\x1e', '\x1f']) expect(stored.includes(character)).toBe(false)
        expect(originalText(stored)).toBe(text)
      }),
    )
  })

  it('is the text itself where nothing is odd about it', () => {
    for (const text of ['', 'BTCUSDT', 'ünï 😀 \n "quoted" \\']) expect(storableText(text)).toBe(text)
  })
})
