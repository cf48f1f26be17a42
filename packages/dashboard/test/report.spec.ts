import { describe, expect, it } from 'vitest'
import type { TradeScope } from '../src/route/scope.ts'
import { openPage } from './page.ts'

const SCOPE: TradeScope = { bot_id: 'a', from: '2026-01-01', symbol: ['BTCUSDT'], direction: ['LONG'] }

const plan = async () => {
  openPage('/bot-performance/report')
  return import('../src/pages/report/export-plan.ts')
}

describe('a file', () => {
  it('is asked for with the filters that it takes, and its own options', async () => {
    const { filtersFor } = await plan()
    expect(filtersFor('trades', SCOPE, null, { status: 'OPEN' })).toEqual({ ...SCOPE, status: 'OPEN' })
    expect(filtersFor('signals', SCOPE, null, {})).toEqual({ bot_id: 'a', symbol: ['BTCUSDT'] })
    expect(filtersFor('returns', SCOPE, null, {})).toEqual({ bot_id: 'a', from: '2026-01-01' })
  })

  it('of a frozen view is of its moment', async () => {
    const { EXPORTED, filtersFor } = await plan()
    for (const what of EXPORTED) expect(filtersFor(what, {}, '12', {})).toEqual({ as_of: '12' })
  })

  it('says which filters do not narrow it', async () => {
    const { leftOut } = await plan()
    expect(leftOut('trades', SCOPE)).toEqual([])
    expect(leftOut('equity', SCOPE)).toEqual(['symbol', 'direction'])
    expect(leftOut('signals', SCOPE)).toEqual(['from', 'direction'])
  })
})

describe('a link to a view', () => {
  const links = async (address: string) => {
    openPage(address)
    const { place } = await import('../src/route/url.ts')
    const { period } = await import('../src/route/scope.ts')
    return { ...(await import('../src/share/view-link.ts')), shown: place.value, period: period.value }
  }

  it('of now leaves the moment out, and nothing else', async () => {
    const { livePlace, pathBelow, shown } = await links('/bot-performance/performance?bot_id=a&as_of=12')
    expect(pathBelow(livePlace(shown))).toBe('/performance?bot_id=a')
  })

  it('that is frozen begins where the period began, so that it shows the same tomorrow', async () => {
    const { frozenView, shown, period } = await links('/bot-performance/open?range=7d')
    const { query, path } = frozenView(shown, '99', period)
    expect(path).toBe('/open')
    expect(period.from).toBeDefined()
    expect(Object.fromEntries(query)).toEqual({ as_of: '99', from: period.from })
  })

  it('is a path below the dashboard, also of its first page', async () => {
    const { frozenView, pathBelow, shown } = await links('/bot-performance')
    expect(pathBelow(shown)).toBe('/')
    expect(pathBelow(frozenView(shown, '99', {}))).toBe('/?as_of=99')
  })
})

describe('a moment that cannot be told of', () => {
  it('comes with those near by that can', async () => {
    openPage('/bot-performance?as_of=6000')
    const { PapertapeProblem } = await import('@papertape/client')
    const { namedIn } = await import('../src/data/frozen.ts')
    const problem = (code: string, message: string) =>
      new PapertapeProblem({
        code,
        detail: message,
        status: 400,
        title: 'Too far',
        errors: [],
        requestId: null,
        retryAfter: null,
      })
    const detail = 'Too much lies before; ask for as_of=5993 or as_of=2026-01-01T00:00:00.000Z, or ask for one bot.'
    expect(namedIn(problem('as-of-too-far', detail))).toEqual(['5993', '2026-01-01T00:00:00.000Z'])
    expect(namedIn(problem('as-of-beyond', detail))).toEqual([])
    expect(namedIn(new Error(detail))).toEqual([])
  })
})
