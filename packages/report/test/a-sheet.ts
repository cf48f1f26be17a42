import { TEAR_SHEET_VERSION, type TearSheet } from '../src/index.ts'

/** A sheet that holds nothing but what is given. */
export const aSheet = (given: Partial<TearSheet> = {}): TearSheet => ({
  version: TEAR_SHEET_VERSION,
  title: 'Live portfolio',
  subtitle: null,
  banner: null,
  as_of: { time: '2026-01-02T03:04:05.000Z', seq: 42 },
  notes: [],
  headline: [],
  groups: [],
  equity: null,
  drawdown: null,
  monthly: [],
  tables: [],
  provenance: [],
  ...given,
})
