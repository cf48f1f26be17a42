import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextLink } from '../src/http/next-link.ts'

it('leads to the same list behind the cursor', () => {
  expect(nextLink('/api/v1/signals?limit=2&bot_id=a&cursor=old', 'abc_-')).toBe(
    '</api/v1/signals?limit=2&bot_id=a&cursor=abc_->; rel="next"',
  )
  expect(nextLink('/api/v1/bots/', 'c')).toBe('</api/v1/bots/?cursor=c>; rel="next"')
})

it('is one link, whatever was asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'binary-ascii' }), (path, query) => {
      const link = nextLink(`/${path.replaceAll('?', '')}?${query}`, 'c')
      expect(link).toMatch(/^<[^<>"\\\s]*[?&]cursor=c(?:&[^<>"\\\s]*)?>; rel="next"$/)
      expect(link).toMatch(/^[\x21-\x7e]+ rel="next"$/)
    }),
  )
})
