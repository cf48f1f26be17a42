import { type Html, html } from '@papertape/report'
import type { Language } from './language.ts'
import { reasonIn } from './reasons.ts'

type Amount = string | number

const isZero = (value: Amount): boolean => Number(value) === 0
const isNegative = (value: Amount): boolean => String(value).startsWith('-')
const unsigned = (value: Amount): Intl.StringNumericLiteral =>
  String(value).replace(/^-/, '') as Intl.StringNumericLiteral

const signed = (value: Amount, text: string): Html => {
  if (isZero(value)) return html`<span class="even" title="${value}">${text}</span>`
  return isNegative(value)
    ? html`<span class="loss" title="${value}"><span aria-hidden="true">▼</span> −${text}</span>`
    : html`<span class="gain" title="${value}"><span aria-hidden="true">▲</span> +${text}</span>`
}

/** How numbers and times are written in a language. Amounts may be text, which is rounded as a decimal, not as a double. */
export type Format = {
  /** An undefined figure: a dash, and the reason where there is one. */
  undefinedFigure: (reason: string | null) => Html
  /** An amount that is won or lost: sign, arrow and colour, the exact value on hover. */
  gain: (value: Amount) => Html
  /** A return in per cent that is won or lost. */
  gainPct: (value: Amount) => Html
  /** The same as text alone. */
  gainPctText: (value: number) => string
  /** An amount without a direction. */
  amount: (value: Amount) => Html
  /** A share in per cent. */
  pct: (value: number) => string
  /** Two decimals, for a ratio. */
  ratio: (value: number) => string
  count: (value: number) => string
  /** A price, to its last digit. */
  price: (value: string) => Html
  /** An instant, to the second, with the exact one behind it. */
  time: (value: string) => Html
}

export const createFormat = (language: Language): Format => {
  const numbers = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(language === 'en' ? 'en-US' : 'tr-TR', { roundingMode: 'halfEven', ...options })
  const twoDecimals = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const threeDigits = numbers({ maximumSignificantDigits: 3 })
  /** A return that rounds to nothing is shown with two decimals more. */
  const fourDecimals = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 4 })
  const whole = numbers({ maximumFractionDigits: 0 })
  const point = twoDecimals.formatToParts(0).find(({ type }) => type === 'decimal')?.value ?? '.'
  const inPct = (text: string): string => (language === 'tr' ? `%${text}` : `${text} %`)
  /** Two decimals; of less than one hundredth the first three digits that say something. */
  const money = (value: Intl.StringNumericLiteral): string =>
    Number(value) === 0 || Number(value) >= 0.01 ? twoDecimals.format(value) : threeDigits.format(value)

  const shareText = (value: Amount): string =>
    inPct((Math.abs(Number(value)) < 0.01 ? fourDecimals : twoDecimals).format(unsigned(value)))

  return {
    undefinedFigure: (reason) =>
      html`<span class="none">—</span>${reason === null ? null : html` <small>${reasonIn(language, reason)}</small>`}`,
    gain: (value) => signed(value, money(unsigned(value))),
    gainPct: (value) => signed(value, shareText(value)),
    gainPctText: (value) => `${value === 0 ? '' : value < 0 ? '−' : '+'}${shareText(value)}`,
    amount: (value) => html`<span title="${value}">${isNegative(value) ? '−' : ''}${money(unsigned(value))}</span>`,
    pct: (value) => inPct(twoDecimals.format(value)),
    ratio: (value) => twoDecimals.format(value),
    count: (value) => whole.format(value),
    price: (value) => {
      const [digits = '', decimals] = value.split('.')
      return html`${whole.format(BigInt(digits))}${decimals === undefined ? '' : `${point}${decimals}`}`
    },
    time: (value) =>
      html`<time datetime="${value}" title="${value}">${value.slice(0, 10)} ${value.slice(11, 19)}</time>`,
  }
}
