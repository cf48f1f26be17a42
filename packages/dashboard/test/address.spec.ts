import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'

describe('the address of a page', () => {
  const name = fc.stringMatching(/^[a-z_]{1,12}$/)
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((one) => one.isWellFormed())

  it('says the same place when it is read again', async () => {
    openPage('/bot-performance')
    const { addressOf, placeOf } = await import('../src/route/url.ts')
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, text), { selector: ([key]) => key }), (pairs) => {
        const query = new Map(pairs)
        const address = addressOf({ path: '/history', query })
        const { pathname, search } = new URL(address, 'http://127.0.0.1')
        const again = placeOf(pathname, search)
        expect(again.path).toBe('/history')
        expect(Object.fromEntries(again.query)).toEqual(Object.fromEntries(query))
        // The order in which somebody chose things makes no other link.
        expect(addressOf({ path: '/history', query: new Map(pairs.toReversed()) })).toBe(address)
      }),
    )
  })

  it('has one form of the overview and of pages with a slash too many', async () => {
    openPage('/bot-performance/')
    const { addressOf, placeOf } = await import('../src/route/url.ts')
    expect(placeOf('/bot-performance', '').path).toBe('/')
    expect(placeOf('/bot-performance/open///', '').path).toBe('/open')
    expect(addressOf({ path: '/', query: new Map() })).toBe('/bot-performance')
  })

  it('takes scope, period and language along to another page, and leaves what is the page’s own', async () => {
    const visited = openPage('/bot-performance/history?bot_id=a&lang=tr&range=7d&open_sort=-pnl&cursor=x')
    const { linkTo, open } = await import('../src/route/url.ts')
    expect(linkTo('/open')).toBe('/bot-performance/open?bot_id=a&lang=tr&range=7d')
    expect(linkTo('/open', { bot_id: null })).toBe('/bot-performance/open?lang=tr&range=7d')
    open('/alarms')
    expect(visited.pushed).toEqual(['/bot-performance/alarms?bot_id=a&lang=tr&range=7d'])
  })

  it('changes with what is chosen, and forgets what is given up', async () => {
    const visited = openPage('/bot-performance/open?bot_id=a')
    const { parameter, setParameters } = await import('../src/route/url.ts')
    setParameters({ symbol: 'BTCUSDT', bot_id: '' })
    setParameters({ find: 'x' }, 'replace')
    expect(visited).toEqual({
      pushed: ['/bot-performance/open?symbol=BTCUSDT'],
      replaced: ['/bot-performance/open?find=x&symbol=BTCUSDT'],
    })
    expect([parameter('bot_id'), parameter('find')]).toEqual([null, 'x'])
  })

  it('of a shared page is that of what it shows', async () => {
    openPage('/bot-performance/share/token', { place: '/bot-performance/performance?bot_id=a', asOf: '12' })
    const { place } = await import('../src/route/url.ts')
    const { asOf, asOfQuery } = await import('../src/route/scope.ts')
    expect(place.value.path).toBe('/performance')
    expect(place.value.query.get('bot_id')).toBe('a')
    expect([asOf.value, asOfQuery.value]).toEqual(['12', { as_of: '12' }])
  })

  it('of a frozen shared page takes its moment along, until somebody wants to see it live', async () => {
    openPage('/bot-performance/share/token', { place: '/bot-performance/performance?bot_id=a', asOf: '12' })
    const { isShared, linkTo, setParameters } = await import('../src/route/url.ts')
    const { asOf } = await import('../src/route/scope.ts')
    expect(isShared()).toBe(true)
    expect(linkTo('/open')).toBe('/bot-performance/open?as_of=12&bot_id=a')
    setParameters({ as_of: null })
    expect([asOf.value, linkTo('/open')]).toEqual([null, '/bot-performance/open?bot_id=a'])
  })
})

describe('pages', () => {
  it('are found by their path, with what stands for :id', async () => {
    openPage('/bot-performance')
    const { pageAt, PAGES } = await import('../src/app/pages.ts')
    expect(pageAt('/')?.page.name).toBe('overview')
    expect(pageAt('/trades/t%201')).toMatchObject({ id: 't 1', page: { name: 'trade' } })
    expect(pageAt('/trades/%')).toMatchObject({ id: '%' })
    expect(pageAt('/trades')).toBeNull()
    expect(pageAt('/open/more')).toBeNull()
    const keys = PAGES.flatMap(({ key }) => key ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })
})
