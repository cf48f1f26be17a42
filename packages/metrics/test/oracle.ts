import type { BotMode, EventOf, LedgerEvent } from '@papertape/events'
import { type Decimal, decimal, ONE, product, quotient } from '@papertape/money'

/**
 * The record of one bot or portfolio worked out the slow and obvious way: at each fact the account is added up anew from
 * all facts so far, and every level, day and trade is kept in a plain array. Shares nothing with the fold but decimals.
 */
export type OracleRecord = {
  started_at: string | null
  time: string | null
  capital: Decimal
  account: OracleAccount
  level: Decimal
  origin: Decimal
  /** Of every snapshot in order, behind the level that the record starts at. */
  levels: { level: Decimal; equity: Decimal; time: string | null }[]
  /** Closed days in order, those on which nothing was heard among them. */
  days: OracleDay[]
  running: { day: string; base: Decimal; equity: Decimal; weekBase: Decimal; monthBase: Decimal } | null
  closed: { net: Decimal; ms: number }[]
}

export type OracleDay = { day: string; base: Decimal; level: Decimal; start: Decimal; end: Decimal; traded: Decimal }

type Fill = EventOf<'fill.recorded'>
type Held = { fill: Fill['data']; gross: Decimal; value: Decimal }
export type OracleAccount = { equity: Decimal; realized: Decimal; fees: Decimal; held: Held[] }

const DAY_MS = 86_400_000
const dayOf = (time: string): string => time.slice(0, 10)

/** The account of some bots behind the first facts. */
const accountOf = (facts: readonly LedgerEvent[], bots: readonly string[]): OracleAccount => {
  const held = new Map<string, Held>()
  let [capital, realized, fees] = [0n, 0n, 0n]
  for (const fact of facts) {
    if (fact.type === 'bot.registered' && bots.includes(fact.bot_id)) capital += decimal(fact.data.initial_capital)
    if (fact.type === 'fill.recorded' && bots.includes(fact.bot_id)) {
      fees += decimal(fact.data.fee)
      if (fact.data.exit === null) held.set(fact.id, { fill: fact.data, gross: 0n, value: decimal(fact.data.notional) })
      else {
        realized += decimal(fact.data.exit.realized_pnl)
        for (const [id, one] of held) if (one.fill.trade_id === fact.data.trade_id) held.delete(id)
      }
    }
    if (fact.type !== 'marks.recorded') continue
    for (const one of held.values()) {
      const mark = fact.data.marks.find(({ symbol }) => symbol === one.fill.symbol && one.fill.run === fact.data.run)
      if (mark === undefined) continue
      const [quantity, move] = [decimal(one.fill.quantity), decimal(mark.price) - decimal(one.fill.price)]
      one.gross = product(quantity, one.fill.direction === 'LONG' ? move : -move)
      one.value = product(quantity, decimal(mark.price))
    }
  }
  const unrealized = [...held.values()].reduce((sum, one) => sum + one.gross - decimal(one.fill.fee), 0n)
  return { equity: capital + realized + unrealized, realized, fees, held: [...held.values()] }
}

/** ISO 8601 week, by the Thursday in it. */
const isoWeekOf = (day: string): string => {
  const date = new Date(Date.parse(day))
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS)
  const firstDay = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return `${thursday.getUTCFullYear()}-${Math.floor((thursday.getTime() - firstDay) / DAY_MS / 7)}`
}

/** Closes the running day and all days before the one that a time is in; equity and level stand as they do. */
const closeDays = (record: OracleRecord, time: string, traded: Decimal): void => {
  const { running, level, account } = record
  if (running === null) return
  const { equity } = account
  record.days.push({ day: running.day, base: running.base, level, start: running.equity, end: equity, traded })
  let day = running.day
  for (;;) {
    const next = dayOf(new Date(Date.parse(day) + DAY_MS).toISOString())
    if (isoWeekOf(next) !== isoWeekOf(day)) running.weekBase = level
    if (next.slice(0, 7) !== day.slice(0, 7)) running.monthBase = level
    day = next
    if (day === dayOf(time)) break
    record.days.push({ day, base: level, level, start: equity, end: equity, traded: 0n })
  }
  record.running = { ...running, day, base: level, equity }
}

const begin = (record: OracleRecord, time: string): void => {
  const { level } = record
  record.running ??= { day: dayOf(time), base: level, equity: record.account.equity, weekBase: level, monthBase: level }
}

const hear = (record: OracleRecord, time: string): void => {
  if (record.time === null || time > record.time) record.time = time
  begin(record, time)
}

const emptyRecord = (origin: Decimal, account: OracleAccount): OracleRecord => ({
  started_at: null,
  time: null,
  capital: 0n,
  account,
  level: origin,
  origin,
  levels: [],
  days: [],
  running: null,
  closed: [],
})

const closedOf = ({ time, data }: Fill): OracleRecord['closed'] =>
  data.exit === null
    ? []
    : [{ net: decimal(data.exit.realized_pnl), ms: Date.parse(time) - Date.parse(data.exit.entry_time) }]

/** A bot's record behind all facts, and the places (from 0) of those that moved it. */
export const botRecord = (facts: readonly LedgerEvent[], botId: string): { record: OracleRecord; moved: number[] } => {
  const place = facts.findIndex((fact) => fact.type === 'bot.registered' && fact.bot_id === botId)
  const registered = facts[place]
  if (registered?.type !== 'bot.registered') throw new Error(`${botId} is not registered`)
  const isReplay = registered.data.mode === 'replay'
  const capital = decimal(registered.data.initial_capital)
  const record = emptyRecord(capital, accountOf(facts.slice(0, place + 1), [botId]))
  record.capital = capital
  const moved = [place]
  let run: string | null = null
  let traded = 0n
  if (!isReplay) {
    record.started_at = registered.time
    hear(record, registered.time)
    record.levels.push({ level: capital, equity: capital, time: registered.time })
  }
  for (const [index, fact] of facts.entries()) {
    if (index <= place) continue
    const isOwnFill = fact.type === 'fill.recorded' && fact.bot_id === botId
    const isMarked =
      fact.type === 'marks.recorded' &&
      record.account.held.some(
        ({ fill }) => fill.run === fact.data.run && fact.data.marks.some(({ symbol }) => symbol === fill.symbol),
      )
    const tellsTime = isReplay ? isMarked : fact.type === 'clock.ticked'
    const turns = tellsTime && record.running !== null && dayOf(fact.time) > record.running.day
    if (!isOwnFill && !turns && !isMarked) continue
    moved.push(index)
    if (turns) {
      closeDays(record, fact.time, traded)
      traded = 0n
    }
    if (isOwnFill && fact.data.run !== run) {
      run = fact.data.run
      record.time = null
      record.running = null
      traded = 0n
    }
    const begins = record.started_at === null || (record.time === null && fact.time < record.started_at)
    if (begins) record.started_at = fact.time
    hear(record, fact.time)
    if (isOwnFill) {
      traded += decimal(fact.data.notional)
      record.closed.push(...closedOf(fact))
    }
    record.account = accountOf(facts.slice(0, index + 1), [botId])
    record.level = record.account.equity
    if (record.levels.length === 0) record.levels.push({ level: capital, equity: capital, time: record.time })
    record.levels.push({ level: record.level, equity: record.level, time: record.time })
  }
  return { record, moved }
}

/** The record of all public bots of a mode behind all facts. */
export const portfolioRecord = (facts: readonly LedgerEvent[], mode: BotMode): OracleRecord => {
  const members = facts.flatMap((fact) =>
    fact.type === 'bot.registered' && fact.data.mode === mode && fact.data.public ? [fact.bot_id] : [],
  )
  const moves = members.map((botId) => botRecord(facts, botId).moved)
  const record = emptyRecord(ONE, { equity: 0n, realized: 0n, fees: 0n, held: [] })
  let flow = { level: ONE, equity: 0n }
  let traded = 0n
  for (const [index, fact] of facts.entries()) {
    const isMoved = moves.some((places) => places.includes(index))
    const tellsTime = mode === 'replay' ? fact.type === 'marks.recorded' && isMoved : fact.type === 'clock.ticked'
    const turns = tellsTime && record.running !== null && dayOf(fact.time) > record.running.day
    if (!isMoved && !turns) continue
    if (turns) {
      closeDays(record, fact.time, traded)
      traded = 0n
    }
    const isJoin = fact.type === 'bot.registered'
    if (!isJoin) {
      record.started_at ??= fact.time
      hear(record, fact.time)
    }
    if (isMoved && fact.type === 'fill.recorded') {
      traded += decimal(fact.data.notional)
      record.closed.push(...closedOf(fact))
    }
    record.account = accountOf(facts.slice(0, index + 1), members)
    const { equity } = record.account
    if (isJoin) {
      record.capital += decimal(fact.data.initial_capital)
      flow = { level: record.level > 0n ? record.level : 0n, equity }
      record.level = flow.level
      if (mode !== 'replay') {
        record.started_at ??= fact.time
        hear(record, fact.time)
      }
    } else if (flow.equity > 0n) record.level = quotient(flow.level * equity, flow.equity * ONE)
    if (record.levels.length === 0) record.levels.push({ level: ONE, equity, time: record.time })
    record.levels.push({ level: record.level, equity, time: record.time })
  }
  return record
}
