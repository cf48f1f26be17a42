import { existsSync, readFileSync } from 'node:fs'
import type { BotRegistrationInput } from '@papertape/events'

/** A replay made of recorded candles and seeded signals: what `replay` and the fault tests push through the system. */
export type MarketDay = { registrations: BotRegistrationInput[]; lines: object[] }

type Row = { closeMs: number; open: string; high: string; low: string; close: string }

const MINUTE_MS = 60_000

/** The recorded month of BTCUSDT minutes beside the project, where it lies (GPL-3.0 data: read here, never copied). */
const monthOfCandles = new URL(
  '../../../../shared/data/candles/binance-spot-BTCUSDT-1m-20210420_20210520.csv',
  import.meta.url,
)

/** The recorded minutes of the project's own MIT sample: few, but always there. */
const sampleTrades = new URL('../../cli/samples/binance-spot-BTCUSDT-20240808T235414Z-6min-trades.csv', import.meta.url)

const rowsOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

const monthRows = (): Row[] =>
  rowsOf(readFileSync(monthOfCandles, 'utf8')).map(([openMs, open = '', high = '', low = '', close = '']) => ({
    closeMs: Number(openMs) + MINUTE_MS,
    open,
    high,
    low,
    close,
  }))

/** The sample's trades, thirty at a time, as if each batch had been a minute. */
const sampleRows = (): Row[] => {
  const prices = rowsOf(readFileSync(sampleTrades, 'utf8')).map((cells) => cells[4] ?? '')
  const startMs = Date.parse('2024-08-08T00:00:00.000Z')
  return Array.from({ length: Math.floor(prices.length / 30) }, (_, minute) => {
    const batch = prices.slice(minute * 30, minute * 30 + 30)
    const ordered = batch.toSorted((a, b) => Number(a) - Number(b))
    const [open = '', close = '', low = '', high = ''] = [batch[0], batch.at(-1), ordered[0], ordered.at(-1)]
    return { closeMs: startMs + (minute + 1) * MINUTE_MS, open, high, low, close }
  })
}

/** mulberry32: a small seeded generator of numbers in [0, 1). */
export const seededRandom = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const registrationsOf = (prefix: string): MarketDay['registrations'] => [
  { bot_id: `${prefix}-plain`, mode: 'replay' },
  { bot_id: `${prefix}-free`, mode: 'replay', policy: { taker_fee_rate: '0' } },
  { bot_id: `${prefix}-next`, mode: 'replay', policy: { entry: 'next_tick', slippage_bps: '2' } },
  { bot_id: `${prefix}-loose`, mode: 'replay', policy: { require_levels: false, max_entry_deviation_pct: null } },
]

/**
 * A day (1,440 minutes, or as many as asked for) of candles with seeded signals of four bots between them: both directions,
 * levels near enough to be hit, expiries, CLOSE signals, and one signal in ten wrong in some way.
 */
export const marketDay = (options: {
  seed: number
  prefix: string
  minutes?: number
  signals?: number
  fromMinute?: number
}): MarketDay => {
  const { seed, prefix, minutes = 1440, signals = 520, fromMinute = 0 } = options
  const random = seededRandom(seed)
  const rows = (existsSync(monthOfCandles) ? monthRows() : sampleRows()).slice(fromMinute, fromMinute + minutes)
  const registrations = registrationsOf(prefix)
  const perMinute = signals / rows.length
  const lines: object[] = []
  let owed = 0
  let number = 0
  for (const { closeMs, ...candle } of rows) {
    lines.push({
      kind: 'candle',
      venue: 'binance',
      symbol: 'BTCUSDT',
      interval: '1m',
      ...candle,
      time: new Date(closeMs).toISOString(),
    })
    for (owed += perMinute; owed >= 1; owed -= 1) {
      number += 1
      const bot = registrations[Math.floor(random() * registrations.length)] ?? { bot_id: prefix }
      const close = Number(candle.close)
      const long = random() < 0.5
      const reach = 0.0005 + random() * 0.004
      const at = (ratio: number) => (close * (1 + (long ? 1 : -1) * ratio)).toFixed(2)
      const acceptedMs = closeMs + Math.floor(random() * 3) * 15_000
      const signal = {
        kind: 'signal',
        bot_id: bot.bot_id,
        signal_id: `s${number}`,
        symbol: 'BTCUSDT',
        direction: long ? 'LONG' : 'SHORT',
        entry_price: candle.close,
        take_profit: at(reach),
        stop_loss: at(-reach),
        time: new Date(acceptedMs).toISOString(),
      }
      const kind = random()
      if (kind < 0.05) lines.push({ ...signal, take_profit: signal.stop_loss, stop_loss: signal.take_profit })
      else if (kind < 0.08) lines.push({ ...signal, entry_price: 'NaN' })
      else if (kind < 0.1) lines.push({ ...signal, signal_id: 's1' })
      else if (kind < 0.18)
        lines.push({
          kind: 'signal',
          bot_id: bot.bot_id,
          signal_id: `s${number}`,
          action: 'CLOSE',
          symbol: 'BTCUSDT',
          time: signal.time,
        })
      else if (kind < 0.4) lines.push({ ...signal, expires_at: new Date(acceptedMs + 600_000).toISOString() })
      else lines.push(signal)
    }
  }
  return { registrations, lines }
}
