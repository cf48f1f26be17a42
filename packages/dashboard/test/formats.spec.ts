import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'

const formatsIn = async (lang: 'en' | 'tr', query = '') => {
  openPage(`/bot-performance?${query}`, { lang })
  return { ...(await import('../src/format/number.ts')), ...(await import('../src/format/time.ts')) }
}

describe('numbers', () => {
  it('are written as English has them, with a typographic minus', async () => {
    const f = await formatsIn('en')
    expect(f.money('1234.5')).toBe('$1,234.50')
    expect(f.money('-1234.5')).toBe('−$1,234.50')
    expect(f.gain('12.3')).toBe('+$12.30')
    expect(f.pct(12.34)).toBe('12.34%')
    expect(f.gainPct(-0.5)).toBe('−0.50%')
    expect(f.price('0.00001234')).toBe('0.00001234')
    expect(f.quantity('0.123456789012345678')).toBe('0.123456789012345678')
    expect(f.ratio(-1.239)).toBe('−1.24')
    expect(f.count(12345)).toBe('12,345')
  })

  it('are written as Turkish has them: the sign of per cent first', async () => {
    const f = await formatsIn('tr')
    expect(f.money('-1234.50')).toBe('−$1.234,50')
    expect(f.gain('12.3')).toBe('+$12,30')
    expect(f.pct(12.34)).toBe('%12,34')
    expect(f.gainPct(12.34)).toBe('+%12,34')
    expect(f.gainPct(-12.34)).toBe('−%12,34')
    expect(f.count(12345)).toBe('12.345')
  })

  it('follow the language of the address', async () => {
    const f = await formatsIn('en', 'lang=tr')
    expect(f.pct(12.34)).toBe('%12,34')
  })

  it('keep every digit of an amount that floating point would lose', async () => {
    const f = await formatsIn('en')
    expect(f.money('90071992547409931.27')).toBe('$90,071,992,547,409,931.27')
  })

  it('have no sign once rounding has left nothing of them', async () => {
    const f = await formatsIn('en')
    expect(f.money('-0.001')).toBe('$0.00')
    expect(f.gain('-0.004')).toBe('$0.00')
    expect(f.gainPct(0.001)).toBe('0.00%')
    expect(f.gainRatio(-0.001)).toBe('0.00')
  })

  it('know a loss too small to be seen from nothing', async () => {
    const { signOf } = await formatsIn('en')
    const least = '0.000000000000000001'
    expect([least, `-${least}`, '0', '-0.00'].map(signOf)).toEqual([1, -1, 0, 0])
    expect([-0.5, 0, 3, 1e-16].map(signOf)).toEqual([-1, 0, 1, 0])
  })

  it('beside an axis are told from each other', async () => {
    const f = await formatsIn('en')
    expect([29_940, 29_960].map((value) => f.moneyAxis(value, 20))).toEqual(['$29,940', '$29,960'])
    expect([70_000, 75_000].map((value) => f.moneyAxis(value, 5000))).toEqual(['$70K', '$75K'])
    expect([-0.2, -0.15].map((value) => f.pctAxis(value, 0.05))).toEqual(['−0.20%', '−0.15%'])
    expect(f.pctAxis(-20, 10)).toBe('−20%')
  })

  it('that are none are an error and never a number', async () => {
    const f = await formatsIn('en')
    const { WrongData } = await import('../src/format/wrong-data.ts')
    for (const wrong of [null, undefined, '', 'NaN', '1,5', Number.NaN, Number.POSITIVE_INFINITY, {}, true, '0x10']) {
      for (const write of [f.money, f.gain, f.pct, f.gainPct, f.ratio, f.count, f.price, f.signOf] as ((
        value: never,
      ) => unknown)[])
        expect(() => write(wrong as never), JSON.stringify(wrong)).toThrow(WrongData)
    }
  })
})

describe('times', () => {
  const at = '2023-11-15T01:13:20.000Z'

  it('are UTC in the page’s language, unless the address names a zone', async () => {
    expect((await formatsIn('en')).dateTime(at)).toBe('Nov 15, 2023, 01:13:20')
    expect((await formatsIn('tr')).dateTime(at)).toBe('15 Kas 2023 01:13:20')
    expect((await formatsIn('tr', 'tz=Europe/Istanbul')).dateTime(at)).toBe('15 Kas 2023 04:13:20')
    expect((await formatsIn('en', 'tz=Nowhere/Land')).clock(at)).toBe('01:13:20')
  })

  it('that are days are the same day in every zone', async () => {
    const f = await formatsIn('en', 'tz=America/New_York')
    expect(f.day('2023-11-15')).toBe('Nov 15, 2023')
    expect(f.day(at)).toBe('Nov 14, 2023')
    expect(f.month('2023-11')).toBe('Nov 2023')
  })

  it('that have passed are told in their two largest units', async () => {
    const { duration } = await formatsIn('en')
    expect([0, 59, 60, 3600, 93_784].map(duration)).toEqual(['0 sec', '59 sec', '1 min', '1 hr', '1 day 2 hr'])
    const turkish = await formatsIn('tr')
    expect(turkish.duration(3661)).toBe('1 sa. 1 dk.')
  })

  it('that are long ago are told in the largest unit that fits', async () => {
    const { ago, nowMs } = await formatsIn('en')
    nowMs.value = Date.parse('2026-01-01T00:00:00Z')
    const told = ['2025-12-31T23:59:58Z', '2025-12-31T22:30:00Z', '2025-12-02T00:00:00Z', '2023-06-01T00:00:00Z']
    expect(told.map(ago)).toEqual(['2 sec. ago', '1 hr. ago', '1 mo. ago', '2 yr. ago'])
    expect(ago('2026-01-01T00:00:00Z')).toBe('now')
  })

  it('that are none are an error', async () => {
    const f = await formatsIn('en')
    const { WrongData } = await import('../src/format/wrong-data.ts')
    for (const wrong of ['', 'yesterday', null, 5])
      expect(() => f.dateTime(wrong as never), String(wrong)).toThrow(WrongData)
  })
})
