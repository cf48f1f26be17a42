import type { AlarmType } from '@papertape/client'
import { count, money, pct, ratio } from '../../format/number.ts'
import { say, words } from '../../words/words.ts'

const figures = words({
  en: {
    MAX_DRAWDOWN_EXCEEDED: 'Drawdown',
    DAILY_LOSS_LIMIT: 'Loss of the day',
    CONSECUTIVE_LOSSES: 'Losses in a row',
    LOW_WIN_RATE: 'Win rate',
    POSITION_SIZE_EXCEEDED: 'Largest position, of equity',
    TOTAL_EXPOSURE_EXCEEDED: 'Exposure, of equity',
    ACCOUNT_BALANCE_LOW: 'Account value',
    SHARPE_DEGRADATION: 'Sharpe ratio',
    PROFIT_FACTOR_LOW: 'Profit factor',
  },
  tr: {
    MAX_DRAWDOWN_EXCEEDED: 'Düşüş',
    DAILY_LOSS_LIMIT: 'Günün kaybı',
    CONSECUTIVE_LOSSES: 'Art arda kayıp',
    LOW_WIN_RATE: 'Kazanma oranı',
    POSITION_SIZE_EXCEEDED: 'En büyük pozisyon, öz varlığın',
    TOTAL_EXPOSURE_EXCEEDED: 'Toplam risk, öz varlığın',
    ACCOUNT_BALANCE_LOW: 'Hesap değeri',
    SHARPE_DEGRADATION: 'Sharpe oranı',
    PROFIT_FACTOR_LOW: 'Kâr faktörü',
  },
})

type Written = (value: number) => string
const percent: Written = (value) => pct(value)
const plain: Written = (value) => ratio(value)

/** How the figure of each alarm is written, and on which side of its threshold it is bad. */
const KINDS: Readonly<Record<AlarmType, readonly [sign: '≥' | '>' | '<', write: Written]>> = {
  MAX_DRAWDOWN_EXCEEDED: ['≥', percent],
  DAILY_LOSS_LIMIT: ['≥', percent],
  CONSECUTIVE_LOSSES: ['≥', count],
  LOW_WIN_RATE: ['<', percent],
  POSITION_SIZE_EXCEEDED: ['>', percent],
  TOTAL_EXPOSURE_EXCEEDED: ['>', percent],
  ACCOUNT_BALANCE_LOW: ['<', money],
  SHARPE_DEGRADATION: ['<', plain],
  PROFIT_FACTOR_LOW: ['<', plain],
}

const kindOf = (type: string): readonly [sign: string, write: Written] =>
  (KINDS as Readonly<Record<string, (typeof KINDS)[AlarmType]>>)[type] ?? ['', plain]

/** What an alarm looks at. */
export const figureWords = (type: string): string => (say(figures) as Readonly<Record<string, string>>)[type] ?? type

/** The figure of an alarm, in its unit. */
export const alarmValue = (type: string, value: number): string => kindOf(type)[1](value)

/** From where on it is bad: `≥ 20.00%`. */
export const thresholdWords = (type: string, value: number): string => `${kindOf(type)[0]} ${alarmValue(type, value)}`

/** `Drawdown 20.31% (alarm at ≥ 20.00%)`, in the page's language. */
export const messageWords = (alarm: { alarm_type: string; current_value: number; threshold_value: number }): string =>
  `${figureWords(alarm.alarm_type)} ${alarmValue(alarm.alarm_type, alarm.current_value)} (${thresholdWords(alarm.alarm_type, alarm.threshold_value)})`
