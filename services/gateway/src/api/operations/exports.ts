import type { z } from 'zod'
import {
  exportEquityQuery,
  exportPositionsQuery,
  exportReturnsQuery,
  exportSignalsQuery,
  exportTradesQuery,
} from '../../exports/export-query.ts'
import type { Example, Operation } from '../operation.ts'
import { equityFile, positionsFile, returnsFile, signalsFile, tradesFile } from '../shapes/exports.ts'

const OTHER_TYPES = [
  'text/csv',
  'application/x-ndjson',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]

type About = {
  id: string
  name: string
  summary: string
  description: string
  query: z.ZodObject
  data: z.ZodType
  example: Example
}

const exported = ({ id, name, summary, description, query, data, example }: About): Operation => ({
  id,
  method: 'GET',
  path: `/api/v1/exports/${name}`,
  tag: 'Exports',
  summary,
  description: `${description} All of it in one file, out of one snapshot; more than 200,000 rows as ndjson only.`,
  auth: 'anyone',
  query,
  answers: [
    {
      kind: 'json',
      status: 200,
      description: 'The file',
      data,
      also: OTHER_TYPES,
      headers: ['Content-Disposition', 'X-As-Of-Seq'],
    },
  ],
  problems: ['too-much-asked', 'busy'],
  example,
})

/** Rows to take away. */
export const exportOperations: readonly Operation[] = [
  exported({
    id: 'exportTrades',
    name: 'trades',
    summary: 'Trades as a file',
    description: 'What the list of trades shows under the same filters, newest first.',
    query: exportTradesQuery,
    data: tradesFile,
    example: { query: { status: 'CLOSED', format: 'json' } },
  }),
  exported({
    id: 'exportPositions',
    name: 'positions',
    summary: 'Open trades as a file',
    description:
      'What the list of open positions shows under the same filters, at the prices of now; with `as_of` at none.',
    query: exportPositionsQuery,
    data: positionsFile,
    example: { query: { format: 'csv' } },
  }),
  exported({
    id: 'exportSignals',
    name: 'signals',
    summary: 'Signals as a file',
    description: 'What the list of signals shows under the same filters, newest first.',
    query: exportSignalsQuery,
    data: signalsFile,
    example: { query: { format: 'ndjson' } },
  }),
  exported({
    id: 'exportEquity',
    name: 'equity',
    summary: 'A record’s figures over time as a file',
    description:
      'Every figure of a bot or a portfolio, oldest first, at the ends of days; of the last 90 days also of hours, of the last two of minutes.',
    query: exportEquityQuery,
    data: equityFile,
    example: { query: { bot_id: 'momentum-btc', format: 'csv' } },
  }),
  exported({
    id: 'exportReturns',
    name: 'returns',
    summary: 'A record’s days as a file',
    description: 'Return, account value and drawdown of each closed day, oldest first.',
    query: exportReturnsQuery,
    data: returnsFile,
    example: { query: { bot_id: 'momentum-btc', format: 'csv' } },
  }),
]
