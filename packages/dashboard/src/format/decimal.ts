import { checkedDecimal } from './wrong-data.ts'

/** A decimal: `units` of 10^-`scale`. */
export type Scaled = { units: bigint; scale: number }

/** A decimal as whole units of 10^-scale; exponents, as numbers may have them, are written out. */
export const scaled = (value: string | number): Scaled => {
  const [mantissa = '', exponent = '0'] = checkedDecimal(value).toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const scale = fraction.length - Number(exponent)
  const units = BigInt(whole + fraction)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

/** A decimal as text, without zeros at its end. */
export const written = ({ units, scale }: Scaled): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  const text = `${digits.slice(0, digits.length - scale)}${scale === 0 || fraction === '' ? '' : `.${fraction}`}`
  return units < 0n ? `-${text}` : text
}

/** The units of a decimal at a finer scale. */
export const unitsAt = ({ units, scale }: Scaled, finer: number): bigint => units * 10n ** BigInt(finer - scale)

/** `a − b`, exactly, of two figures that were told. @throws WrongData */
export const differenceOf = (a: string | number, b: string | number): string => {
  const [from, taken] = [scaled(a), scaled(b)]
  const scale = Math.max(from.scale, taken.scale)
  return written({ units: unitsAt(from, scale) - unitsAt(taken, scale), scale })
}
