import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

const levelStyles: Record<string, Style> = { info: 'green', warn: 'yellow', error: 'red', fatal: 'red' }

/** Fields that say nothing in a terminal: the prefix names the service, and everything runs on this machine. */
const left = new Set(['level', 'time', 'msg', 'service', 'instance'])

/**
 * One line of a service's output as one line for people. A line of JSON logs becomes time, service, level, message and
 * fields; anything else (a stack trace, a warning of Node) is passed on behind the service's name.
 */
export const logLine = (source: string, line: string, coloured: boolean): string => {
  const paint = (style: Style, text: string) => (coloured ? styleText(style, text, { validateStream: false }) : text)
  const name = paint('cyan', source.padEnd(15))
  const entry = parseEntry(line)
  if (entry === undefined) return `${' '.repeat(12)} ${name} ${line}`
  const time = new Date(entry['time'] as string | number)
  const clock = Number.isNaN(time.getTime()) ? ' '.repeat(12) : time.toISOString().slice(11, 23)
  const level = textOf(entry['level'])
  const fields = Object.entries(entry)
    .filter(([key]) => !left.has(key))
    .map(([key, value]) => ` ${paint('gray', `${key}=`)}${valueText(value)}`)
  return `${paint('gray', clock)} ${name} ${paint(levelStyles[level] ?? 'gray', level.padEnd(5))} ${textOf(entry['msg'])}${fields.join('')}`
}

const parseEntry = (line: string): Record<string, unknown> | undefined => {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const valueText = (value: unknown): string => {
  if (typeof value === 'string') return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value)
  if (typeof value === 'object' && value !== null && 'message' in value) return JSON.stringify(value.message)
  return JSON.stringify(value) ?? 'undefined'
}
