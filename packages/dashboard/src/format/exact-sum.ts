import { checkedDecimal } from './wrong-data.ts'

const fractionOf = (text: string): string => text.split('.')[1] ?? ''

const scaled = (text: string, places: number): bigint => {
  const [whole = '0'] = text.split('.')
  return BigInt(`${whole}${fractionOf(text).padEnd(places, '0')}`)
}

const written = (value: bigint, places: number): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** The sums of decimal texts from the first up to each, exact to the last place. @throws WrongData */
export const runningSums = (values: readonly string[]): readonly string[] => {
  const texts = values.map(checkedDecimal)
  const places = Math.max(0, ...texts.map((text) => fractionOf(text).length))
  let sum = 0n
  return texts.map((text) => {
    sum += scaled(text, places)
    return written(sum, places)
  })
}

/** The sum of decimal texts, exact to the last place; of none it is 0. @throws WrongData */
export const exactSum = (values: readonly string[]): string => runningSums(values).at(-1) ?? '0'
