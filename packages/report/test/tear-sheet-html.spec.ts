import { describe, expect, it } from 'vitest'
import { reasonInWords, type SheetFigure, TEAR_SHEET_STYLE, tearSheetHtml } from '../src/index.ts'
import { aSheet } from './a-sheet.ts'

const HOSTILE = `<script>alert(1)</script>"'&\u0000\u202Eevil`
const figure = (given: Partial<SheetFigure>): SheetFigure => ({ label: 'Figure', value: 1, unit: 'ratio', ...given })
const withFigures = (...figures: SheetFigure[]) => tearSheetHtml(aSheet({ groups: [{ title: 'Group', figures }] }))

/** A sheet with a hostile text in every place that takes one. */
const hostile = tearSheetHtml(
  aSheet({
    title: HOSTILE,
    subtitle: HOSTILE,
    banner: HOSTILE,
    notes: [HOSTILE],
    headline: [figure({ label: HOSTILE, value: HOSTILE, unit: 'text' })],
    groups: [
      {
        title: HOSTILE,
        figures: [
          figure({ label: HOSTILE, value: HOSTILE, unit: 'time', meaning: HOSTILE }),
          figure({ value: HOSTILE, unit: 'amount' }),
          figure({ value: null, quality: { n: 0, state: 'undefined', reason: HOSTILE } }),
        ],
      },
    ],
    equity: {
      title: HOSTILE,
      unit: 'amount',
      points: [{ time: HOSTILE, value: 1 }],
      other: { name: HOSTILE, points: [] },
      note: HOSTILE,
    },
    tables: [
      {
        title: HOSTILE,
        columns: [
          { key: '__proto__', label: HOSTILE, unit: 'text' },
          { key: 'b', label: HOSTILE, unit: 'price' },
        ],
        rows: [{ b: HOSTILE }],
        note: HOSTILE,
      },
    ],
    provenance: [
      { label: HOSTILE, text: HOSTILE, href: `https://x/"><script>` },
      { label: 'bad', text: 'link', href: 'javascript:alert(1)' },
      { label: 'bad', text: 'host', href: '//elsewhere/x' },
    ],
  }),
)

describe('a page', () => {
  it('holds no script, no request and no handler, whatever the texts in it say', () => {
    expect(hostile).not.toMatch(/<script|<img|<link|<iframe|<object|@import|url\(|javascript:/i)
    expect(hostile.match(/<[^>]*\son[a-z]+\s*=/i)).toBeNull()
    expect(hostile).not.toContain('\u0000')
    expect(hostile).not.toContain('\u202e')
    expect(hostile).not.toContain(HOSTILE)
    expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\ufffd\ufffdevil')
  })
  it('leads to http addresses and paths only', () => {
    expect([...hostile.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      'https://x/&quot;&gt;&lt;script&gt;',
    ])
  })
  it('names a policy of its own, for whoever saves it', () => {
    expect(tearSheetHtml(aSheet())).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;`,
    )
  })
  it('has its style in one element that a server may name by hash', () => {
    expect(tearSheetHtml(aSheet())).toContain(`<style>${TEAR_SHEET_STYLE}</style>`)
    expect(tearSheetHtml(aSheet())).not.toMatch(/\sstyle=/)
    expect(hostile).not.toMatch(/<[^>]*\sstyle=/)
  })
  it('says what it is as of', () => {
    expect(tearSheetHtml(aSheet())).toMatch(/As of <time[^>]*>2026-01-02 03:04:05<\/time> UTC · ledger 42/)
    expect(tearSheetHtml(aSheet({ as_of: { time: null, seq: 0 } }))).toContain('As of no fact yet · ledger 0')
  })
  it('of nothing is a page all the same', () => {
    expect(tearSheetHtml(aSheet({ as_of: { time: null, seq: null } }))).toMatch(/<h1><bdi>Live portfolio<\/bdi><\/h1>/)
  })
})

describe('a figure', () => {
  it.each<[string, Partial<SheetFigure>, string]>([
    ['an amount from its exact text, half to even', { value: '1234567.125', unit: 'amount' }, '1\u202f234\u202f567.12'],
    ['a small amount by its first digits', { value: '0.000123456', unit: 'amount' }, '0.000123'],
    ['a gain with its sign', { value: 1.5, unit: 'percent', signed: true }, '+1.50 %'],
    ['a loss with a true minus', { value: -1.5, unit: 'percent', signed: true }, '\u22121.50 %'],
    ['nothing without a sign', { value: 0, unit: 'percent', signed: true }, '0.00 %'],
    [
      'a price to its last digit',
      { value: '64123.123456789012345678', unit: 'price' },
      '64\u202f123.123456789012345678',
    ],
    ['a count', { value: 1204, unit: 'count' }, '1\u202f204'],
    ['a number beyond reading by its exponent', { value: 1.5e300, unit: 'percent' }, '1.5e300 %'],
    ['seconds', { value: 42, unit: 'seconds' }, '42 s'],
    ['hours', { value: 18_334, unit: 'seconds' }, '5 h 6 min'],
    ['almost a day as a day', { value: 86_399, unit: 'seconds' }, '1 d 0 h'],
    ['days', { value: 12.5, unit: 'days' }, '12.5 d'],
  ])('shows %s', (_, given, text) => {
    expect(withFigures(figure(given))).toContain(`>${text}</data>`)
  })
  it.each([
    'NO_TRADES',
    'NO_LOSSES',
    'NO_DRAWDOWN',
    'ZERO_VARIANCE',
    'TOO_FEW',
    'EQUITY_NOT_POSITIVE',
    'NOT_REPRESENTABLE',
    'LESS_THAN_ONE_YEAR',
  ])('that is undefined is a dash with its reason: %s', (reason) => {
    const page = withFigures(figure({ value: null, quality: { n: 0, state: 'undefined', reason } }))
    expect(reasonInWords(reason)).not.toContain('_')
    expect(page).toContain(`<span class="none">—</span> <small>${reasonInWords(reason)}</small>`)
  })
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'NaN', '1e5', ''])(
    'that is no number is a dash: %s',
    (value) => {
      const page = withFigures(figure({ value, unit: 'amount' }))
      expect(page).toContain('<dd><span class="none">—</span></dd>')
      expect(page).not.toMatch(/NaN|Infinity/)
    },
  )
  it('that rests on too little says on how much', () => {
    const page = withFigures(figure({ value: 2, quality: { n: 12, state: 'low_sample', reason: 'TOO_FEW' } }))
    expect(page).toMatch(/2\.00<\/data> <small class="doubt">too few observations \(n = 12\)/)
  })
  it('is told apart by sign and not by colour alone', () => {
    const page = withFigures(figure({ value: -3, signed: true }), figure({ value: 3, signed: true }))
    expect(page).toContain('class="loss">\u22123.00')
    expect(page).toContain('class="gain">+3.00')
  })
  it('has its meaning at the end', () => {
    expect(withFigures(figure({ label: 'Sharpe', meaning: 'Mean over deviation.' }))).toMatch(
      /What the figures mean<\/h2><dl><div><dt>Sharpe<\/dt><dd>Mean over deviation\./,
    )
  })
})

describe('a curve', () => {
  const points = [10, 12, 9, 11].map((value, day) => ({ time: `2026-01-0${day + 1}T00:00:00.000Z`, value }))
  it('is a picture with a text that says the same', () => {
    const page = tearSheetHtml(aSheet({ equity: { title: 'Equity', unit: 'amount', points, baseline: 10 } }))
    expect(page).toContain(
      'aria-label="Equity: From 10.00 on 2026-01-01 to 11.00 on 2026-01-04 · highest 12.00 on 2026-01-02 · lowest 9.00 on 2026-01-03"',
    )
    expect(page).toMatch(/<path class="line" d="M0 /)
    expect(page).toContain('class="base"')
  })
  it('of a day is dated to the minute', () => {
    const short = [10, 12].map((value, hour) => ({ time: `2026-01-01T0${hour}:30:00.000Z`, value }))
    const page = tearSheetHtml(aSheet({ equity: { title: 'Equity', unit: 'amount', points: short } }))
    expect(page).toContain('From 10.00 on 2026-01-01 00:30 to 12.00 on 2026-01-01 01:30')
  })
  it('of drawdowns hangs from zero and is labelled as a loss', () => {
    const drawdown = {
      title: 'Drawdown',
      unit: 'percent' as const,
      points: points.map((p) => ({ ...p, value: 12 - p.value })),
    }
    const page = tearSheetHtml(aSheet({ drawdown }))
    expect(page).toContain('Deepest \u22123.00 % on 2026-01-03 · now \u22121.00 % on 2026-01-04')
    // Zero is at the top, 4 % of the picture below its edge.
    expect(page).toMatch(/<path class="line" d="M0 \d+(\.\d+)?L333\.33 40L/)
  })
  it.each([
    ['without points', []],
    [
      'of points that are none',
      [
        { time: 'never', value: 1 },
        { time: '2026-01-01', value: Number.NaN },
      ],
    ],
  ])('%s says so', (_, none) => {
    const page = tearSheetHtml(aSheet({ equity: { title: 'Equity', unit: 'amount', points: none } }))
    expect(page).toContain('There is no equity to draw yet.')
    expect(page).not.toMatch(/NaN|Infinity/)
  })
  it.each([
    ['one point', [5]],
    ['a flat line', [5, 5, 5]],
    ['nothing but zero', [0, 0]],
    ['amounts of every size', [1e-12, 1e15]],
    ['losses', [-5, -1]],
  ])('can be %s', (_, values) => {
    const flat = values.map((value, day) => ({ time: `2026-01-0${day + 1}T00:00:00.000Z`, value }))
    const curve = { title: 'Equity', unit: 'amount' as const, points: flat }
    const page = tearSheetHtml(aSheet({ equity: curve, drawdown: curve }))
    expect(page).not.toMatch(/NaN|Infinity|undefined/)
    expect(page).toContain('<svg')
  })
})

describe('a table', () => {
  const columns = [
    { key: 'name', label: 'Name', unit: 'text' as const },
    { key: 'pnl', label: 'P/L', unit: 'amount' as const, signed: true },
  ]
  it('holds each row and its total', () => {
    const page = tearSheetHtml(
      aSheet({ tables: [{ title: 'By symbol', columns, rows: [{ name: 'BTC', pnl: '-1.5' }], total: { pnl: '2' } }] }),
    )
    expect(page).toMatch(
      /<th scope="row" class="short"><bdi>BTC<\/bdi><\/th><td class="number"><data value="-1.5" class="loss">\u22121\.50/,
    )
    expect(page).toMatch(
      /<tfoot><tr><th scope="row" class="short"><\/th><td class="number"><data value="2" class="gain">\+2\.00/,
    )
  })
  it('without rows says so', () => {
    expect(tearSheetHtml(aSheet({ tables: [{ title: 'By symbol', columns, rows: [] }] }))).toContain('Nothing yet.')
  })
  it('takes no value from the prototype of a row', () => {
    const odd = [{ key: 'constructor', label: 'Odd', unit: 'text' as const }]
    const page = tearSheetHtml(aSheet({ tables: [{ title: 'Odd', columns: odd, rows: [{}] }] }))
    expect(page).toContain('<th scope="row" class="short"><span class="none">—</span></th>')
  })
})

describe('monthly returns', () => {
  it('are shaded by size, with sign and number', () => {
    const months = [12, -3, null, 0, ...Array.from({ length: 8 }, () => null)]
    const page = tearSheetHtml(aSheet({ monthly: [{ year: 2026, months, total: 8.64 }] }))
    expect(page).toContain('<td class="number up4"><data value="12">+12.00</data></td>')
    expect(page).toContain('<td class="number down1"><data value="-3">\u22123.00</data></td>')
    expect(page).toContain('<td class="number"><data value="0">0.00</data></td>')
    expect(page).toContain('<td class="number sum"><data value="8.64">+8.64</data></td>')
    expect(page.match(/<td class="number"><span class="none">—/g)).toHaveLength(9)
  })
})
