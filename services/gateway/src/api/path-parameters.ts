import type { Json } from './named.ts'

const DESCRIPTIONS: { [name: string]: string } = {
  bot_id: 'The bot',
  trade_id: 'The trade',
  signal_id: 'The signal’s own id, percent-encoded',
  alarm_id: 'The alarm',
  report_id: 'The report',
  channel_id: 'The channel',
  notification_id: 'The notification',
  code: 'The problem’s code',
  source_id: 'The source',
  share_id: 'The shared link',
}

/** A name in a path, as OpenAPI tells of it. Names that nobody knows are not found rather than refused. */
export const pathParameters = (name: string): Json => {
  const description = DESCRIPTIONS[name]
  if (description === undefined) throw new RangeError(`nothing is said of the path parameter ${name}`)
  return { name, in: 'path', required: true, description, schema: { type: 'string', minLength: 1, maxLength: 2048 } }
}
