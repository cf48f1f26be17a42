import type { AlarmLevel, AlarmType } from '@papertape/events'

/** Where the days of all scenarios begin. */
const START = Date.parse('2024-03-01T00:00:00.000Z')
const DAY = 24 * 60

type Levels = { readonly [Level in AlarmLevel]?: number }

/** Of every alarm type, levels that no figure reaches. */
const NEVER: { readonly [Type in AlarmType]: Levels } = {
  MAX_DRAWDOWN_EXCEEDED: { WARNING: 1e9, EMERGENCY: 1e9 },
  DAILY_LOSS_LIMIT: { CRITICAL: 1e9 },
  CONSECUTIVE_LOSSES: { CRITICAL: 1e9 },
  LOW_WIN_RATE: { WARNING: 0, CRITICAL: 0 },
  POSITION_SIZE_EXCEEDED: { WARNING: 1e9 },
  TOTAL_EXPOSURE_EXCEEDED: { CRITICAL: 1e9 },
  ACCOUNT_BALANCE_LOW: { WARNING: -1e9, EMERGENCY: -1e9 },
  SHARPE_DEGRADATION: { WARNING: -1e9 },
  PROFIT_FACTOR_LOW: { CRITICAL: 0 },
}

type Line = { at: number; line: Record<string, unknown> }

/** Writes one bot's part of a replay file, minute by minute. Each bot has an instrument of its own. */
const script = (bot_id: string) => {
  const lines: Line[] = []
  let minute = 1
  let price = 100
  let trades = 0
  const at = () => new Date(START + minute * 60_000).toISOString()
  const write = (line: Record<string, unknown>) => lines.push({ at: minute, line: { ...line, time: at() } })
  const tick = () => {
    write({ kind: 'price', symbol: bot_id, price: String(price) })
    minute += 1
  }
  const steps = {
    lines,
    /** The price for the next minutes: a mark shows it at the first full one. */
    price(next: number, minutes = 3) {
      price = next
      for (let passed = 0; passed < minutes; passed += 1) tick()
      return steps
    },
    /** Opens a LONG at the price. */
    open() {
      trades += 1
      const signal_id = `s${trades}`
      write({ kind: 'signal', bot_id, signal_id, symbol: bot_id, direction: 'LONG', entry_price: String(price) })
      minute += 1
      return steps
    },
    /** Closes the n-th trade, the newest unless told otherwise, at the price of the next minute. */
    close(n = trades) {
      const signal_id = `c${n}`
      write({ kind: 'signal', bot_id, signal_id, action: 'CLOSE', symbol: bot_id, opens_signal_id: `s${n}` })
      tick()
      return steps
    },
    /** Trades, one after another, that end at these prices, each opened at 100. */
    trades(...exits: readonly number[]) {
      for (const exit of exits) steps.price(100, 1).open().price(exit, 1).close().price(100, 1)
      return steps
    },
    /** On to one minute past the next midnight. */
    nextDay() {
      minute = (Math.floor(minute / DAY) + 1) * DAY + 1
      return steps
    },
  }
  return steps
}

export type Scenario = {
  type: AlarmType
  /** Own levels where the defaults cannot escalate. */
  levels: Levels
  position_size: string
  script: ReturnType<typeof script>
  /** What is told, in order. */
  told: readonly string[]
}

const botOf = (type: AlarmType): string => type.toLowerCase()

const scenario = (
  type: AlarmType,
  position_size: string,
  levels: Levels,
  play: (steps: ReturnType<typeof script>) => unknown,
  told: readonly string[],
): Scenario => {
  const steps = script(botOf(type))
  play(steps)
  return { type, levels, position_size, script: steps, told }
}

/** Each alarm type crosses its first level, then a worse one, and comes back. Accounts of 1000, trades without fees. */
export const SCENARIOS: readonly Scenario[] = [
  scenario('MAX_DRAWDOWN_EXCEEDED', '1000', {}, (bot) => bot.price(100).open().price(84).price(79).price(99, 6), [
    'raised WARNING',
    'escalated EMERGENCY',
    'cleared EMERGENCY',
  ]),
  scenario(
    'DAILY_LOSS_LIMIT',
    '1000',
    {},
    // 4 % is the warning that follows from the limit of 5 %. The next day begins with what is left.
    (bot) => bot.price(100).open().price(96).price(94).nextDay().price(94, 6),
    ['raised WARNING', 'escalated CRITICAL', 'cleared CRITICAL'],
  ),
  scenario(
    'CONSECUTIVE_LOSSES',
    '100',
    { WARNING: 3 },
    (bot) => bot.trades(99, 99, 99, 99, 99, 101).price(100).open().price(100, 6),
    ['raised WARNING', 'escalated CRITICAL', 'cleared CRITICAL'],
  ),
  scenario(
    'LOW_WIN_RATE',
    '100',
    {},
    // 5 of 10, then 5 of 11, then 9 of 15: 57.75 % is back from the warning by the margin, 52.5 % from the worse level.
    (bot) =>
      bot
        .trades(101, 99, 101, 99, 101, 99, 101, 99, 101, 99)
        .trades(99)
        .trades(101, 101, 101, 101)
        .open()
        .price(100, 6),
    ['raised WARNING', 'escalated CRITICAL', 'escalated WARNING', 'cleared WARNING'],
  ),
  scenario('POSITION_SIZE_EXCEEDED', '105', { CRITICAL: 12 }, (bot) => bot.price(100).open().price(130).price(60, 6), [
    'raised WARNING',
    'escalated CRITICAL',
    'cleared CRITICAL',
  ]),
  scenario(
    'TOTAL_EXPOSURE_EXCEEDED',
    '300',
    { WARNING: 50 },
    // 60 %, 90 %, then 60 % and 30 % with more than the dwell between them: it steps down before it clears.
    (bot) => bot.price(100).open().open().price(100).open().price(100).close(1).close(2).price(100, 6),
    ['raised WARNING', 'escalated CRITICAL', 'escalated WARNING', 'cleared WARNING'],
  ),
  scenario('ACCOUNT_BALANCE_LOW', '1000', {}, (bot) => bot.price(100).open().price(45).price(9).price(60, 6), [
    'raised WARNING',
    'escalated EMERGENCY',
    'cleared EMERGENCY',
  ]),
  scenario(
    'SHARPE_DEGRADATION',
    '1000',
    { CRITICAL: 0 },
    // Thirty days up and down again come to next to nothing; then a bad day, then good ones.
    (bot) => {
      bot.price(100).open()
      for (let day = 0; day < 30; day += 1) bot.price(day % 2 === 0 ? 101 : 100).nextDay()
      bot.price(90).nextDay()
      for (const price of [100, 110, 120, 130, 140]) bot.price(price).nextDay()
      return bot.price(140, 6)
    },
    ['raised WARNING', 'escalated CRITICAL', 'escalated WARNING', 'cleared WARNING'],
  ),
  scenario(
    'PROFIT_FACTOR_LOW',
    '100',
    { EMERGENCY: 0.5 },
    // 5 × 1 won over 5 × 1.2 lost; then 11 more lost; then 20 won.
    (bot) =>
      bot.trades(101, 98.8, 101, 98.8, 101, 98.8, 101, 98.8, 101, 98.8).trades(89).trades(120).open().price(100, 6),
    ['raised CRITICAL', 'escalated EMERGENCY', 'cleared EMERGENCY'],
  ),
]

/** The registrations of all scenarios' bots, as `replay --bot` takes them. */
export const scenarioBots = SCENARIOS.map(({ type, levels, position_size }) => ({
  bot_id: botOf(type),
  mode: 'replay',
  initial_capital: '1000',
  position_size,
  policy: { taker_fee_rate: '0', max_entry_deviation_pct: null, require_levels: false },
  risk: {
    thresholds: Object.fromEntries(
      Object.entries(NEVER).map(([name, never]) => [name, { levels: name === type ? levels : never }]),
    ),
  },
}))

/** The replay file of all scenarios. */
export const scenarioLines = SCENARIOS.flatMap(({ script: { lines } }) => lines)
  .toSorted((a, b) => a.at - b.at)
  .map(({ line }) => line)
