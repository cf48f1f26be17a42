import { createReturnSample, initialPortfolio, type KpiSnapshot, snapshotOf } from '@papertape/metrics'
import { TEAR_SHEET_VERSION, type TearSheet } from '@papertape/report'
import type { Snapshot } from '@papertape/store'
import { readBotsTable } from './bots-table.ts'
import { readBreakdowns } from './breakdowns.ts'
import { curvesOf, fallsOf, newestMoment, readMoments, widthFor } from './curves.ts'
import { dailyFigures, monthsOf, readDailyReturns } from './daily.ts'
import { figureGroups, headlineFigures } from './figure-layout.ts'
import { readPoliciesTable } from './policies-table.ts'
import type { Projection, Subject } from './subject.ts'
import { readNewestTrades } from './trades-table.ts'

/** What a stored report holds. */
export type ReportContent = {
  /** The snapshot that the report's figures are taken from. */
  kpi: KpiSnapshot
  sheet: TearSheet
}

const BANNERS = {
  live: null,
  demo: 'DEMO · live clock, invented signals, prices recorded earlier',
  replay: 'REPLAY · recorded signals and prices; all times are those of the recording',
} as const

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** A subject's newest snapshot; of a portfolio that has none yet, that of an empty one. */
export const readKpi = async (
  projection: Projection,
  { scope, mode }: Pick<Subject, 'scope' | 'mode'>,
): Promise<{ account_value: string; kpi: KpiSnapshot }> => {
  const row = await projection
    .selectFrom('kpi_current')
    .select(['account_value', 'snapshot'])
    .where('scope', '=', scope)
    .executeTakeFirst()
  if (row === undefined) return { account_value: '0', kpi: snapshotOf(initialPortfolio(mode), createReturnSample()) }
  // The projection's version vouches for the snapshot's shape.
  return { account_value: row.account_value, kpi: row.snapshot as unknown as KpiSnapshot }
}

/** When a scope began and how late it is, to choose rows that reach back to its beginning. */
const readSpan = async (
  projection: Projection,
  { scope, mode }: Subject,
  timestamp: string,
): Promise<{ from: string; to: string }> => {
  const first = await projection
    .selectFrom('kpi_days')
    .select('time')
    .where('scope', '=', scope)
    .orderBy('time')
    .limit(1)
    .executeTakeFirst()
  const clock = mode === 'replay' ? undefined : await projection.selectFrom('clock').select('minute').executeTakeFirst()
  const to = clock !== undefined && clock.minute > timestamp ? clock.minute : timestamp
  return { from: first?.time ?? `${timestamp.slice(0, 10)}T00:00:00.000Z`, to }
}

const readCurves = async (projection: Projection, subject: Subject, account_value: string, kpi: KpiSnapshot) => {
  const { from, to } = await readSpan(projection, subject, kpi.timestamp ?? '1970-01-01T00:00:00.000Z')
  const width = widthFor(from, to)
  const moments = [...(await readMoments(projection, subject, width)), ...newestMoment(account_value, kpi)]
  return { ...curvesOf(subject, moments, width), falls: fallsOf(from, moments, width) }
}

const titleOf = ({ mode, bot }: Subject): Pick<TearSheet, 'title' | 'subtitle' | 'banner'> => ({
  title: bot === null ? `${capitalised(mode)} portfolio` : bot.name || bot.bot_id,
  subtitle: bot === null ? 'all public bots' : `${bot.bot_id} · ${mode}${bot.public ? '' : ' · private'}`,
  banner: BANNERS[mode],
})

const provenanceOf = ({ mode, bot }: Subject, { checkpoint }: Snapshot): TearSheet['provenance'] => {
  const { seq, ledger_epoch, as_of } = checkpoint
  const path = `/api/kpi/current?${bot === null ? `mode=${mode}` : `bot_id=${bot.bot_id}`}&as_of=${seq}`
  return [
    { label: 'Ledger sequence', text: String(seq) },
    { label: 'Written at', text: as_of ?? 'no fact yet' },
    { label: 'Ledger', text: ledger_epoch ?? 'none yet' },
    { label: 'The same figures again', text: path, href: path },
    { label: 'Definitions', text: 'docs/kpis.md' },
    { label: 'What it is', text: 'Paper trading: no order was sent to any market.' },
  ]
}

/** A subject's report as of the snapshot's checkpoint. */
export const readReport = async (snapshot: Snapshot, subject: Subject): Promise<ReportContent> => {
  const { projection, checkpoint } = snapshot
  const { scope, bot } = subject
  const { account_value, kpi } = await readKpi(projection, subject)
  const { equity, drawdown, falls } = await readCurves(projection, subject, account_value, kpi)
  const days = await readDailyReturns(projection, scope, kpi)
  const groups = figureGroups(kpi)
  const sheet: TearSheet = {
    version: TEAR_SHEET_VERSION,
    ...titleOf(subject),
    as_of: { time: checkpoint.as_of, seq: checkpoint.seq },
    notes: [
      'Amounts are in quote units, after fees unless it says otherwise. Days, weeks and months are those of UTC.',
      'The day that is running is in the returns to date and in the drawdown, and in no ratio.',
    ],
    headline: headlineFigures(kpi),
    groups: [...groups.slice(0, 2), dailyFigures(days.closed), ...groups.slice(2)],
    equity,
    drawdown,
    monthly: monthsOf(days),
    tables: [
      ...(bot === null ? [await readBotsTable(projection, subject)] : [await readPoliciesTable(projection, scope)]),
      falls,
      ...(await readBreakdowns(projection, scope)),
      await readNewestTrades(projection, subject),
    ],
    provenance: provenanceOf(subject, snapshot),
  }
  return { kpi, sheet }
}
