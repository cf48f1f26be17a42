import { type Language, language } from '../words/language.ts'
import { oncePer } from './once.ts'
import { checkedDecimal, checkedNumber } from './wrong-data.ts'

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', tr: 'tr-TR' }

/** The locale of the page's language. */
export const locale = (): string => LOCALES[language.value]

const formatterOf = oncePer((of, options) => new Intl.NumberFormat(of, JSON.parse(options) as Intl.NumberFormatOptions))
const formatter = (options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  formatterOf(locale(), JSON.stringify(options))

/** A typographic minus; a zero that was rounded from a loss keeps no sign. */
const written = (text: string): string => text.replace(/^-(?=[^1-9]*$)/, '').replaceAll('-', '−')

// Intl takes decimal texts exactly (ECMA-402, since 2023); its types know it as a template of a number.
const exact = (value: unknown): Intl.StringNumericLiteral => checkedDecimal(value) as Intl.StringNumericLiteral

const dollars = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const

/** An amount of money, to the cent: `$1,234.50`, `-$1.234,50` in Turkish. */
export const money = (value: string | number): string =>
  written(formatter({ ...dollars, minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(exact(value)))

/** A gain or loss with its sign: `+$12.30`. */
export const gain = (value: string | number): string =>
  written(
    formatter({ ...dollars, signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
      exact(value),
    ),
  )

/** Money in few characters, for the axes of charts: `$1.2K`. */
export const moneyShort = (value: number): string =>
  written(formatter({ ...dollars, notation: 'compact', maximumFractionDigits: 1 }).format(checkedNumber(value)))

/** The same beside an axis whose values lie `step` apart, exactly enough to tell them from each other. */
export const moneyAxis = (value: number, step: number): string =>
  step >= 100 || Math.abs(value) < 1000
    ? moneyShort(value)
    : written(formatter({ ...dollars, maximumFractionDigits: step < 1 ? 2 : 0 }).format(checkedNumber(value)))

/** Per cent beside an axis. */
export const pctAxis = (value: number, step: number): string => pct(value, step < 0.1 ? 2 : step < 1 ? 1 : 0)

/** A price as exact as it was told, with at least two decimals. */
export const price = (value: string): string =>
  written(formatter({ minimumFractionDigits: 2, maximumFractionDigits: 12 }).format(exact(value)))

/** A quantity, as exact as it was told. */
export const quantity = (value: string): string =>
  written(formatter({ maximumFractionDigits: 18 }).format(exact(value)))

/** Per cent from per cent: 12.34 is `12.34%`, `%12,34` in Turkish. */
export const pct = (value: number | string, digits = 2): string =>
  written(
    formatter({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      checkedNumber(value) / 100,
    ),
  )

/** The same with its sign, for gains and losses. */
export const gainPct = (value: number | string, digits = 2): string =>
  written(
    formatter({
      style: 'percent',
      signDisplay: 'exceptZero',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(checkedNumber(value) / 100),
  )

/** A ratio without unit. */
export const ratio = (value: number, digits = 2): string =>
  written(formatter({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(checkedNumber(value)))

/** The same with its sign, for changes. */
export const gainRatio = (value: number, digits = 2): string =>
  written(
    formatter({ signDisplay: 'exceptZero', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      checkedNumber(value),
    ),
  )

/** Hundredths of a per cent with their sign. */
export const basisPoints = (value: number): string =>
  `${written(formatter({ signDisplay: 'exceptZero', maximumFractionDigits: 2 }).format(checkedNumber(value)))} bps`

/** A whole number. */
export const count = (value: number): string =>
  written(formatter({ maximumFractionDigits: 0 }).format(checkedNumber(value)))

/** Whether a value is a gain (1), a loss (-1) or neither (0), without rounding it first. */
export const signOf = (value: string | number): -1 | 0 | 1 => {
  const text = checkedDecimal(typeof value === 'number' && Math.abs(value) < 1e-15 ? 0 : value)
  if (!/[1-9]/.test(text.replace(/e.*$/i, ''))) return 0
  return text.startsWith('-') ? -1 : 1
}
