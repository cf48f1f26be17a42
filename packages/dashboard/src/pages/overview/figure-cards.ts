import { words } from '../../words/words.ts'
import type { Kind } from './change.tsx'
import type { FigureName } from './course.ts'

export const figureNames = words({
  en: {
    realized_pnl: 'Total P/L',
    roi_pct: 'Total P/L',
    win_rate_pct: 'Win rate',
    active_positions: 'Open positions',
    average_win: 'Average profit',
    average_loss: 'Average loss',
    account_value: 'Account value',
    total_return_pct: 'Total return',
    sharpe_ratio: 'Sharpe ratio',
    sortino_ratio: 'Sortino ratio',
    max_drawdown_pct: 'Max drawdown',
    current_drawdown_pct: 'Drawdown now',
    profit_factor: 'Profit factor',
    total_exposure_pct: 'Total exposure',
  },
  tr: {
    realized_pnl: 'Toplam K/Z',
    roi_pct: 'Toplam K/Z',
    win_rate_pct: 'Kazanma oranı',
    active_positions: 'Açık pozisyon',
    average_win: 'Ortalama kâr',
    average_loss: 'Ortalama zarar',
    account_value: 'Hesap değeri',
    total_return_pct: 'Toplam getiri',
    sharpe_ratio: 'Sharpe oranı',
    sortino_ratio: 'Sortino oranı',
    max_drawdown_pct: 'En büyük düşüş',
    current_drawdown_pct: 'Şimdiki düşüş',
    profit_factor: 'Kâr faktörü',
    total_exposure_pct: 'Toplam risk',
  },
})

export type CardName = keyof (typeof figureNames)['en'] & FigureName

/** One figure of the overview. */
export type FigureCard = {
  name: CardName
  kind: Kind
  /** Which way is good; 0 = neither. */
  better: -1 | 0 | 1
  /** What it rests on: the count of a snapshot, or closed days, whose number only a figure of too few tells. */
  sample: 'total_trades' | 'winning_trades' | 'losing_trades' | 'days' | null
  /** Formulas behind it besides its own. */
  also?: readonly string[]
}

/** What trades brought. */
export const TRADE_CARDS: readonly FigureCard[] = [
  { name: 'realized_pnl', kind: 'gain', better: 1, sample: 'total_trades', also: ['unrealized_pnl', 'roi_pct'] },
  { name: 'win_rate_pct', kind: 'pct', better: 1, sample: 'total_trades' },
  { name: 'active_positions', kind: 'count', better: 0, sample: null },
  { name: 'average_win', kind: 'gain', better: 1, sample: 'winning_trades' },
  { name: 'average_loss', kind: 'gain', better: 1, sample: 'losing_trades' },
]

/** How the account stands. */
export const ACCOUNT_CARDS: readonly FigureCard[] = [
  { name: 'account_value', kind: 'money', better: 1, sample: null },
  { name: 'total_return_pct', kind: 'gainPct', better: 1, sample: null },
  { name: 'sharpe_ratio', kind: 'ratio', better: 1, sample: 'days' },
  { name: 'sortino_ratio', kind: 'ratio', better: 1, sample: 'days' },
  { name: 'max_drawdown_pct', kind: 'pct', better: -1, sample: null },
  { name: 'current_drawdown_pct', kind: 'pct', better: -1, sample: null },
  { name: 'profit_factor', kind: 'ratio', better: 1, sample: 'total_trades' },
  { name: 'total_exposure_pct', kind: 'pct', better: 0, sample: null },
]
