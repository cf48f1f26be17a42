import type { TradeSlice } from '@papertape/client'
import { statusWords } from '../../figures/trade-words.ts'
import { count, locale } from '../../format/number.ts'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    bot: 'Bot',
    strategy: 'Strategy',
    symbol: 'Symbol',
    direction: 'Side',
    market_type: 'Market',
    exit_reason: 'Exit reason',
    hour: 'Hour of exit, UTC',
    weekday: 'Weekday of exit, UTC',
    others: (n: string) => `${n} others`,
    none: 'None named',
    LONG: 'Long',
    SHORT: 'Short',
    SPOT: 'Spot',
    FUTURES: 'Futures',
  },
  tr: {
    bot: 'Bot',
    strategy: 'Strateji',
    symbol: 'Sembol',
    direction: 'Yön',
    market_type: 'Piyasa',
    exit_reason: 'Çıkış nedeni',
    hour: 'Çıkış saati, UTC',
    weekday: 'Çıkış günü, UTC',
    others: (n: string) => `diğer ${n}`,
    none: 'Adı yok',
    LONG: 'Alış',
    SHORT: 'Açığa satış',
    SPOT: 'Spot',
    FUTURES: 'Vadeli',
  },
})

/** What closed trades can be told apart by. */
export const DIMENSIONS = [
  'bot',
  'strategy',
  'symbol',
  'direction',
  'market_type',
  'exit_reason',
  'hour',
  'weekday',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

export const dimensionWords = (of: Dimension): string => say(texts)[of]

/** 1 is Monday; 2024-01-01 was one. */
const weekday = (value: string): string =>
  new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, Number(value)))

/** What a slice is called: its value in words, or how many values share the last one. */
export const sliceWords = (dimension: Dimension, { value, values }: Pick<TradeSlice, 'value' | 'values'>): string => {
  const t = say(texts)
  if (values > 1) return t.others(count(values))
  if (value === null) return t.none
  if (dimension === 'exit_reason') return statusWords(value)
  if (dimension === 'hour') return `${value}:00–${value}:59`
  if (dimension === 'weekday') return weekday(value)
  return value === 'LONG' || value === 'SHORT' || value === 'SPOT' || value === 'FUTURES' ? t[value] : value
}
