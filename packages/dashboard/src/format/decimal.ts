import { checkedDecimal } from './wrong-data.ts'

type Scaled = { units: bigint; scale: number }

/** A decimal as whole units of 10^-scale; exponents, as numbers may have them, are written out. */
const scaled = (value: string | number): Scaled => {
  const [mantissa = '', exponent = '0'] = checkedDecimal(value).toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const scale = fraction.length - Number(exponent)
  const units = BigInt(whole + fraction)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

const written = ({ units, scale }: Scaled): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  const text = `${digits.slice(0, digits.length - scale)}${scale === 0 || fraction === '' ? '' : `.${fraction}`}`
  return units < 0n ? `-${text}` : text
}

/** `a − b`, exactly, of two figures that were told. @throws WrongData */
export const differenceOf = (a: string | number, b: string | number): string => {
  const [from, taken] = [scaled(a), scaled(b)]
  const scale = Math.max(from.scale, taken.scale)
  const at = ({ units, scale: own }: Scaled): bigint => units * 10n ** BigInt(scale - own)
  return written({ units: at(from) - at(taken), scale })
}
