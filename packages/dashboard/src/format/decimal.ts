import { checkedDecimal } from './wrong-data.ts'

/** A decimal as whole units of 10^-scale. */
type Scaled = { units: bigint; scale: number }

/** Exponents, as numbers may have them, are written out. @throws WrongData */
const scaled = (value: string | number): Scaled => {
  const [mantissa = '', exponent = '0'] = checkedDecimal(value).toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const scale = fraction.length - Number(exponent)
  const units = BigInt(whole + fraction)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

const at = (scale: number, { units, scale: own }: Scaled): bigint => units * 10n ** BigInt(scale - own)

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
  return written({ units: at(scale, from) - at(scale, taken), scale })
}

/** The sums of decimals from the first up to each, exact to the last place. @throws WrongData */
export const runningSums = (values: readonly (string | number)[]): readonly string[] => {
  const decimals = values.map(scaled)
  const scale = Math.max(0, ...decimals.map((decimal) => decimal.scale))
  let units = 0n
  return decimals.map((decimal) => {
    units += at(scale, decimal)
    return written({ units, scale })
  })
}

/** The sum of decimals, exact to the last place; of none it is 0. @throws WrongData */
export const exactSum = (values: readonly (string | number)[]): string => runningSums(values).at(-1) ?? '0'
