import { scaled, unitsAt, written } from './decimal.ts'

/** The sums of decimal texts from the first up to each, exact to the last place. @throws WrongData */
export const runningSums = (values: readonly string[]): readonly string[] => {
  const decimals = values.map(scaled)
  const scale = Math.max(0, ...decimals.map((decimal) => decimal.scale))
  let units = 0n
  return decimals.map((decimal) => {
    units += unitsAt(decimal, scale)
    return written({ units, scale })
  })
}

/** The sum of decimal texts, exact to the last place; of none it is 0. @throws WrongData */
export const exactSum = (values: readonly string[]): string => runningSums(values).at(-1) ?? '0'
