import type { ListFilters } from './trade-query.ts'

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'ndjson'] as const

/** Where the export of the filtered trades lies: lists take a value each. */
export const exportAddress = (filters: ListFilters, format: (typeof EXPORT_FORMATS)[number]): string => {
  const query = Object.entries(filters).flatMap(([name, value]): [string, string][] =>
    Array.isArray(value)
      ? value.map((one): [string, string] => [name, one])
      : value === undefined
        ? []
        : [[name, String(value)]],
  )
  return `/api/v1/exports/trades?${new URLSearchParams([...query, ['format', format]]).toString()}`
}
