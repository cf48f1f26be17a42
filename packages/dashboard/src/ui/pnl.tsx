import type { JSX } from 'preact'
import { unit } from '../route/scope.ts'
import { Gain, GainPct } from './figure.tsx'

type PnlProps = { money: string | number | null; pct: string | number | null; reason?: string | null }

/** Profit or loss in the unit that the page tells it in. */
export const Pnl = ({ money, pct, reason = null }: PnlProps): JSX.Element =>
  unit.value === 'pct' ? <GainPct value={pct} reason={reason} /> : <Gain value={money} reason={reason} />
