import { say, words } from '../words/words.ts'

const types = words({
  en: {
    MAX_DRAWDOWN_EXCEEDED: 'Drawdown too deep',
    DAILY_LOSS_LIMIT: 'Daily loss too large',
    CONSECUTIVE_LOSSES: 'Too many losses in a row',
    LOW_WIN_RATE: 'Win rate too low',
    POSITION_SIZE_EXCEEDED: 'Position too large',
    TOTAL_EXPOSURE_EXCEEDED: 'Exposure too large',
    ACCOUNT_BALANCE_LOW: 'Account too small',
    SHARPE_DEGRADATION: 'Sharpe ratio too low',
    PROFIT_FACTOR_LOW: 'Profit factor too low',
  },
  tr: {
    MAX_DRAWDOWN_EXCEEDED: 'Düşüş çok derin',
    DAILY_LOSS_LIMIT: 'Günlük kayıp çok büyük',
    CONSECUTIVE_LOSSES: 'Art arda çok fazla kayıp',
    LOW_WIN_RATE: 'Kazanma oranı çok düşük',
    POSITION_SIZE_EXCEEDED: 'Pozisyon çok büyük',
    TOTAL_EXPOSURE_EXCEEDED: 'Toplam risk çok büyük',
    ACCOUNT_BALANCE_LOW: 'Hesap çok küçük',
    SHARPE_DEGRADATION: 'Sharpe oranı çok düşük',
    PROFIT_FACTOR_LOW: 'Kâr faktörü çok düşük',
  },
})

/** What an alarm is called; a type of a newer gateway as it is. */
export const alarmTypeWords = (type: string): string => (say(types) as Readonly<Record<string, string>>)[type] ?? type

/** The worst first. */
export const LEVELS = ['EMERGENCY', 'CRITICAL', 'WARNING', 'INFO'] as const
