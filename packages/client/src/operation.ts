import type { Request } from './transport.ts'

/** Method and path template of an operation. */
export type Route = readonly [method: string, path: string]

/** What an operation is asked with: names in its path and parameters of its query side by side, and its `body`. */
export type OperationInput = Readonly<Record<string, unknown>>

/** Absent values give no text, lists one for each value. */
const parameterTexts = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(parameterTexts)
  if (typeof value === 'string') return [value]
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}

/** The request that an operation means. @throws TypeError when a name that its path needs is missing. */
export const requestOf = ([method, template]: Route, input: OperationInput = {}): Request => {
  const { body, ...parameters } = input
  const inPath = new Set<string>()
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const [text = ''] = parameterTexts(parameters[name])
    // A dot or nothing at all would lead to another path.
    if (text === '' || text === '.' || text === '..') throw new TypeError(`${template} needs ${name}`)
    inPath.add(name)
    return encodeURIComponent(text)
  })
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      inPath.has(name) ? [] : parameterTexts(value).map((text) => [name, text]),
    ),
  ).toString()
  return {
    method,
    path: query === '' ? path : `${path}?${query}`,
    ...(body === undefined ? {} : { body: { type: 'application/json', text: JSON.stringify(body) } }),
  }
}
