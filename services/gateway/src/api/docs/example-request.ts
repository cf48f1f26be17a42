import type { Example, Operation } from '../operation.ts'

/** An example as it is sent. */
export type ExampleRequest = { method: string; path: string; body: string | null }

const encoded = (value: string): string => encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')

const named = (text: string, names: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => names[name] ?? whole)

/** The request of an example; `names` fills in what it leaves open. */
export const exampleRequest = (
  { method, path, example }: Pick<Operation, 'method' | 'path' | 'example'>,
  names: Readonly<Record<string, string>>,
): ExampleRequest => {
  const { path: parameters = {}, query = {}, body }: Example = example
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(named(parameters[name] ?? '', names)))
  const asked = Object.entries(query).map(([name, value]) => `${name}=${encoded(named(value, names))}`)
  return {
    method,
    path: asked.length === 0 ? filled : `${filled}?${asked.join('&')}`,
    body: body === undefined ? null : JSON.stringify(body),
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The same for a shell. `$TOKEN` is the operator's, or a source's. */
export const curlOf = ({ method, path, body }: ExampleRequest, origin: string, secured: boolean): string => {
  const options = [
    ...(secured ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === null ? [] : ["-H 'content-type: application/json'", `-d ${quoted(body)}`]),
  ]
  const command = `curl${method === 'GET' ? '' : ` -X ${method}`}`
  return [command, ...options, quoted(`${origin}${path}`)].join(options.length === 0 ? ' ' : ' \\\n  ')
}
