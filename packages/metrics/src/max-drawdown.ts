import type { Drawdown } from './drawdown.ts'
import { perCent } from './figure.ts'

/** The deepest fall so far, per cent of its peak; 0 when nothing fell. */
export const maxDrawdownPctOf = ({ deepest }: Drawdown): number =>
  deepest === null ? 0 : perCent(deepest.peak - deepest.trough, deepest.peak)
