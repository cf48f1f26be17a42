import { type Formula, perCent } from '../figure.ts'

/** How far the account lies below its highest value so far, per cent of that; 0 at a peak. Same peaks as the maximum. */
export const currentDrawdownPct: Formula = ({ book: { drawdown }, level }) => ({
  value: level >= drawdown.peak ? 0 : perCent(drawdown.peak - level, drawdown.peak),
  quality: null,
})
