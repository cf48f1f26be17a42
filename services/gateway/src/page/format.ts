import { type Html, html, reasonInWords } from '@papertape/report'

/** Exact: text is rounded as a decimal, not as a double. */
const twoDecimals = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  roundingMode: 'halfEven',
})
const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, roundingMode: 'halfEven' })

/** A return that rounds to nothing is shown with two decimals more. */
const fourDecimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 4 })

/** Two decimals; of less than one hundredth the first three digits that say something. */
const moneyText = (value: Intl.StringNumericLiteral): string =>
  Number(value) === 0 || Number(value) >= 0.01 ? twoDecimals.format(value) : threeDigits.format(value)
const whole = new Intl.NumberFormat('en-US')

/** An undefined figure: a dash, and the reason where there is one. */
export const undefinedFigure = (reason: string | null): Html =>
  html`<span class="none">—</span>${reason === null ? null : html` <small>${reasonInWords(reason)}</small>`}`

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

/** An amount that is won or lost: sign, arrow and colour, the exact value on hover. */
export const gain = (value: Amount): Html => signed(value, moneyText(unsigned(value)))

/** A return in per cent that is won or lost. */
export const gainPct = (value: Amount): Html =>
  signed(value, `${(Math.abs(Number(value)) < 0.01 ? fourDecimals : twoDecimals).format(unsigned(value))} %`)

/** An amount without a direction. */
export const amount = (value: Amount): Html =>
  html`<span title="${value}">${isNegative(value) ? '−' : ''}${moneyText(unsigned(value))}</span>`

/** A share in per cent. */
export const pct = (value: number): string => `${twoDecimals.format(value)} %`

export const count = (value: number): string => whole.format(value)

/** A price, to its last digit. */
export const price = (value: string): Html => {
  const [digits = '', decimals] = value.split('.')
  return html`${whole.format(BigInt(digits))}${decimals === undefined ? '' : `.${decimals}`}`
}

/** An instant, to the second, with the exact one behind it. */
export const time = (value: string): Html =>
  html`<time datetime="${value}" title="${value}">${value.slice(0, 10)} ${value.slice(11, 19)}</time>`
