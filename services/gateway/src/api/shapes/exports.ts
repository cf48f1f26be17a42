import { z } from 'zod'
import { shape } from '../named.ts'
import { kpiSnapshot } from './kpi.ts'
import { returnDay } from './returns.ts'
import { botMode, count, sequence, time } from './scalars.ts'
import { signal } from './signals.ts'
import { position, trade } from './trades.ts'

/** Where an exported file comes from. */
const provenance = shape(
  'Provenance',
  z.object({
    exported: z.string(),
    gateway: z.string().nullable().describe('Under which address people reach it, where its operator has said so'),
    mode: botMode,
    bot_id: z.string().nullable(),
    filters: z.record(z.string(), z.unknown()).describe('As they were asked for'),
    as_of_seq: sequence,
    as_of_time: time.nullable(),
    ledger_epoch: z.string().nullable().describe('Names the ledger: sequences mean nothing in another one'),
    projection_epoch: z.string(),
    projection_version: count.describe('Changes with the rules and formulas that figures are made by'),
    generated_at: time,
    rows: count,
    time_zone: z.literal('UTC'),
    disclosure: z.string(),
  }),
)

const file = (name: string, row: z.ZodType) =>
  shape(name, z.object({ provenance: provenance.nullable(), rows: z.array(row) }))

/** Files of rows as JSON. */
export const tradesFile = file('TradesFile', trade)
export const positionsFile = file('PositionsFile', position)
export const signalsFile = file('SignalsFile', signal)
export const equityFile = file('EquityFile', kpiSnapshot)
export const returnsFile = file('ReturnsFile', returnDay)
