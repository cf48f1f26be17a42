import { type Html, html } from '@papertape/report'
import { describe, expect, it } from 'vitest'
import { createFormat } from '../src/page/format.ts'

const { amount, gain, gainPct, price, undefinedFigure } = createFormat('en')
const turkish = createFormat('tr')

const textOf = ({ markup }: Html) => markup.replaceAll(/<[^>]*>/g, '')

describe('figures on the page', () => {
  it.each([
    [gain('12.345'), '▲ +12.34'],
    [gain('-12.355'), '▼ −12.36'],
    [gain('0'), '0.00'],
    [gain('-0.00123456'), '▼ −0.00123'],
    [gain('123456789012345678.126'), '▲ +123,456,789,012,345,678.13'],
    [gain(-3.5), '▼ −3.50'],
    [gainPct('1.239'), '▲ +1.24 %'],
    [gainPct(0.00123), '▲ +0.0012 %'],
    [gainPct(-0.000001), '▼ −0.00 %'],
    [amount('10000'), '10,000.00'],
    [amount('-5'), '−5.00'],
    [price('60123.45000001'), '60,123.45000001'],
    [price('0.000000000000000001'), '0.000000000000000001'],
    [undefinedFigure('NO_LOSSES'), '— no loss yet'],
    [undefinedFigure('SOMETHING_NEW'), '— something new'],
    [undefinedFigure(null), '—'],
    [turkish.gain('-1234.505'), '▼ −1.234,50'],
    [turkish.gainPct('12.345'), '▲ +%12,34'],
    [turkish.price('60123.45000001'), '60.123,45000001'],
    [turkish.undefinedFigure('NO_LOSSES'), '— henüz kayıp yok'],
    [turkish.undefinedFigure('SOMETHING_NEW'), '— something new'],
  ])('read %j', (figure, text) => {
    expect(textOf(figure)).toBe(text)
  })
})

describe('markup', () => {
  it('escapes every value', () => {
    const hostile = `<img src=x onerror='a("&")'>`
    expect(html`<p title="${hostile}">${hostile}</p>`.markup).not.toMatch(/<img|"&"|'/)
  })
  it('passes markup and lists of it on', () => {
    expect(html`<ul>${[html`<li>${1}</li>`, html`<li>${null}</li>`]}</ul>`.markup).toBe('<ul><li>1</li><li></li></ul>')
  })
})
