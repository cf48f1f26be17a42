import { type Place, placeText } from './data-error.ts'

/** What is readable and may still be wrong. Each rule is told once, with its first row and how many more there are. */
export type Doubts = {
  add: (rule: string, place?: Place | null, column?: string | null) => void
  /** One sentence each, in the order in which they first came up. */
  all: () => string[]
}

export const createDoubts = (): Doubts => {
  const rules = new Map<string, { where: string; more: number }>()
  return {
    add(rule, place = null, column = null) {
      const known = rules.get(rule)
      if (known === undefined) rules.set(rule, { where: placeText(place, column), more: 0 })
      else known.more += 1
    },
    all: () =>
      [...rules].map(
        ([rule, { where, more }]) =>
          `${where}${rule}${more === 0 ? '' : ` (and ${more} more row${more === 1 ? '' : 's'})`}`,
      ),
  }
}
