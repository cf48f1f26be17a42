export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'ndjson'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What can be saved whole, as the gateway calls it. */
export type Exported = 'trades' | 'positions' | 'signals' | 'equity' | 'returns'

/** The filters of a list; lists of values are given one by one. */
export type ExportFilters = Readonly<Record<string, string | number | readonly string[] | undefined>>

/** Where the file lies that holds exactly what these filters show. */
export const exportAddress = (of: Exported, filters: ExportFilters, format: ExportFormat): string => {
  const query = Object.entries(filters).flatMap(([name, value]) =>
    (value === undefined ? [] : typeof value === 'object' ? value : [String(value)]).map((one) => [name, one]),
  )
  return `/api/v1/exports/${of}?${new URLSearchParams([...query, ['format', format]]).toString()}`
}
