import {
  ALARM_TYPES,
  ALL_BOTS,
  alarmIdOf,
  type EventOf,
  eventIdOf,
  type LedgerEvent,
  partitionOf,
  policyHashOf,
  subjects,
  type Tick,
  UNKNOWN_BOT,
} from '@papertape/events'
import { anAcceptedSignal, aRegistration, botRegisteredOf, closeOrderIn } from '@papertape/events/testing'
import { createEngine, type Decision, type Engine, instrumentKey, priceOfTick } from '@papertape/paper-engine'
import { APPEND_ROOT } from '@papertape/tape'
import type { Fact } from './fact.ts'

/** Numbers from a seed: the same world again (mulberry32). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Bot = { bot_id: string; mode: 'live' | 'demo' | 'replay'; run: string | null }

export type WorldOptions = {
  seed: number
  facts: number
  bots?: number
  partitions?: number
  symbols?: number
  /** Longest pause between two happenings; a minute brings a clock tick and marks for every partition. */
  pauseMsMax?: number
  /** Now and then the system is down, for this many days at most; default 4 hours each time. */
  downDaysMax?: number
}

const START_MS = Date.parse('2024-01-01T22:00:00.000Z')
const RUN = 'run-1'
/** Legal in JSON, and no PostgreSQL text. */
const ODD_NAMES = ['s\0x', 'lone\ud800', '\ue000esc', 'plain "quoted" \\ back', '😀', '']

/**
 * A ledger as the services write one: bots of all modes, public and private, signals of every outcome, trades that the
 * real engine fills at random prices, marks, minutes over several midnights, alarms, times when all is down. Same options, same facts.
 */
export const randomLedger = ({
  seed,
  facts: wanted,
  bots: botCount = 12,
  partitions = 3,
  symbols = 3,
  pauseMsMax = 20_000,
  downDaysMax,
}: WorldOptions): Fact[] => {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[Math.floor(random() * list.length)]
    if (chosen === undefined) throw new RangeError('nothing to pick from')
    return chosen
  }
  const facts: Fact[] = []
  const bots: Bot[] = []
  const engines = new Map<string, Engine>()
  const lastTicks = new Map<string, Tick>()
  const alarms: { bot: Bot; data: EventOf<'alarm.raised'>['data']; over: boolean }[] = []
  let nowMs = START_MS
  let minuteMs = START_MS
  let tickSeq = 0
  let inputSeq = 0
  let signalCount = 0

  const now = () => new Date(nowMs).toISOString()
  const names = Array.from({ length: symbols }, (_, index) => `COIN${index}`)
  const prices = new Map(names.map((name, index) => [name, 100 + index * 900]))

  const append = (event: LedgerEvent, partition = partitionOf(event.bot_id, partitions)): number => {
    const seq = facts.length + 1
    facts.push({ seq, partition, event, text: JSON.stringify(event) })
    return seq
  }
  const envelope = <Type extends LedgerEvent['type']>(type: Type, bot_id: string) => ({
    id: eventIdOf(type, String(facts.length)),
    type,
    version: 1 as const,
    bot_id,
    time: now(),
    recorded_at: now(),
    cause: null,
    correlation: null,
  })
  const engineOf = (bot: Bot): Engine => {
    const key = `${partitionOf(bot.bot_id, partitions)}.${bot.run ?? ''}`
    const engine = engines.get(key) ?? createEngine({ position: tickSeq })
    engines.set(key, engine)
    return engine
  }
  const record = (engine: Engine, decisions: readonly Decision[]) => {
    for (const decision of decisions) {
      const event = { ...decision.fact, recorded_at: now() }
      append(event)
      if (decision.kind === 'entry' && event.type === 'fill.recorded') engine.enter(event)
      if (decision.kind !== 'entry') engine.settle(decision.trade_id)
    }
  }
  const input = () => ({ stream: 'SIGNALS' as const, epoch: 'signals-1', seq: ++inputSeq, received_at: now() })

  const register = () => {
    const index = bots.length
    const mode = pick(['live', 'live', 'demo', 'replay'] as const)
    const bot: Bot = { bot_id: `bot-${index}`, mode, run: mode === 'replay' ? RUN : null }
    const name = random() < 0.2 ? pick(ODD_NAMES) : `Bot ${index}`
    const registration = aRegistration({ bot_id: bot.bot_id, mode, public: random() < 0.8 })
    append({ ...botRegisteredOf({ ...registration, name }), time: now(), recorded_at: now() })
    bots.push(bot)
  }
  const open = (bot: Bot) => {
    const symbol = pick(names)
    const price = prices.get(symbol) ?? 100
    const direction = pick(['LONG', 'SHORT'] as const)
    const up = (price * (1 + 0.002 + random() * 0.01)).toFixed(6)
    const down = (price * (1 - 0.002 - random() * 0.01)).toFixed(6)
    const base = aRegistration().policy
    const policy = random() < 0.3 ? { ...base, entry: 'next_tick' as const, slippage_bps: '5' } : base
    signalCount += 1
    const accepted = anAcceptedSignal({
      bot_id: bot.bot_id,
      accepted_at: now(),
      signal_id: random() < 0.1 ? `${pick(ODD_NAMES)}${signalCount}` : `s${signalCount}`,
      symbol,
      venue: 'test',
      market_type: pick(['SPOT', 'FUTURES']),
      direction,
      entry_price: price.toFixed(6),
      take_profit: direction === 'LONG' ? up : down,
      stop_loss: direction === 'LONG' ? down : up,
      strategy: pick([null, 'trend', 'mean', ...ODD_NAMES]),
      confidence: random() < 0.5 ? null : Math.round(random() * 100) / 100,
      expires_at: random() < 0.3 ? new Date(nowMs + 300_000).toISOString() : null,
      mode: bot.mode,
      run: bot.run,
      policy,
      last_tick: lastTicks.get(symbol) ?? null,
      ticks_after: tickSeq,
      input: input(),
    })
    const seq = append(accepted)
    const engine = engineOf(bot)
    const decision = engine.open(accepted, seq)
    if (decision !== null) record(engine, [decision])
  }
  const close = (bot: Bot) => {
    const symbol = pick(names)
    signalCount += 1
    const accepted = anAcceptedSignal({
      bot_id: bot.bot_id,
      accepted_at: now(),
      signal_id: `c${signalCount}`,
      action: 'CLOSE',
      symbol,
      venue: 'test',
      direction: pick([null, 'LONG', 'SHORT'] as const),
      entry_price: null,
      take_profit: null,
      stop_loss: null,
      trade_id: null,
      mode: bot.mode,
      run: bot.run,
      last_tick: lastTicks.get(symbol) ?? null,
      ticks_after: tickSeq,
      input: input(),
    })
    engineOf(bot).requestClose(closeOrderIn(accepted), append(accepted))
  }
  const reject = (bot: Bot | null) => {
    const reason = bot === null ? 'UNKNOWN_BOT' : pick(['MALFORMED', 'DUPLICATE', 'MISSING_FIELD', 'FILTERED'] as const)
    append(
      {
        ...envelope('signal.rejected', bot?.bot_id ?? UNKNOWN_BOT),
        data: {
          signal_id: random() < 0.2 ? null : pick([...ODD_NAMES, `r${facts.length}`]),
          reason,
          field: null,
          detail: 'because',
          bot_token: bot?.bot_id ?? pick(['nobody', 'ghost\0']),
          mode: bot?.mode ?? null,
          run: bot?.run ?? null,
          input: input(),
          received: { symbol: pick([...ODD_NAMES, 7, null]), entry_price: 'NaN', deep: { a: [1] } },
          raw: null,
        },
      },
      bot === null ? 0 : undefined,
    )
  }
  const tick = () => {
    const symbol = pick(names)
    const price = Math.max(0.000001, (prices.get(symbol) ?? 100) * (1 + (random() - 0.5) * 0.01))
    prices.set(symbol, price)
    tickSeq += 1
    const made: Tick = { price: price.toFixed(6), time: now(), seq: tickSeq }
    lastTicks.set(symbol, made)
    for (const engine of engines.values()) {
      record(engine, engine.advance(instrumentKey('test', symbol), priceOfTick(made)))
    }
  }
  const mark = () => {
    for (const run of [null, RUN]) {
      for (let partition = 0; partition < partitions; partition += 1) {
        const engine = engines.get(`${partition}.${run ?? ''}`)
        const marked = names.flatMap((symbol) => {
          const last = lastTicks.get(symbol)
          const isOpen = engine?.openInstruments().includes(instrumentKey('test', symbol)) === true
          return last !== undefined && isOpen ? [{ venue: 'test', symbol, ...last }] : []
        })
        const minute = new Date(minuteMs).toISOString()
        const data = { partition, run, minute, ledger_seq: facts.length, ticks_epoch: 'e1', marks: marked }
        append({ ...envelope('marks.recorded', ALL_BOTS), time: minute, data }, partition)
      }
    }
  }
  const passMinutes = () => {
    minuteMs = Math.floor(nowMs / 60_000) * 60_000
    const minute = new Date(minuteMs).toISOString()
    append({ ...envelope('clock.ticked', ALL_BOTS), time: minute, data: { minute } }, 0)
    if (random() < 0.7) mark()
  }
  const alarm = (bot: Bot) => {
    const active = alarms.find((each) => each.bot === bot && !each.over)
    if (active === undefined) {
      const alarm_type = pick(ALARM_TYPES)
      const data = {
        alarm_id: alarmIdOf(bot.bot_id, alarm_type, String(facts.length)),
        alarm_type,
        level: 'WARNING' as const,
        message: 'too much',
        current_value: random() * 100,
        threshold_value: 15,
        kpi_seq: facts.length,
        recommended_action: 'look',
      }
      alarms.push({ bot, data, over: false })
      append({ ...envelope('alarm.raised', bot.bot_id), data })
    } else if (random() < 0.4) {
      const { level: previous_level } = active.data
      active.data = { ...active.data, level: pick(['WARNING', 'CRITICAL', 'EMERGENCY']), current_value: random() * 100 }
      append({ ...envelope('alarm.escalated', bot.bot_id), data: { ...active.data, previous_level } })
    } else {
      active.over = true
      const { recommended_action: _, ...data } = active.data
      append({ ...envelope('alarm.cleared', bot.bot_id), data })
    }
  }
  const acknowledge = () => {
    if (alarms.length === 0) return
    const { bot, data } = pick(alarms)
    const { alarm_id } = data
    append({ ...envelope('alarm.acknowledged', bot.bot_id), data: { alarm_id, by: 'operator', reason: null } })
  }
  const silence = ({ bot_id }: Bot) => {
    const alarm_type = pick([null, ...ALARM_TYPES])
    const until = random() < 0.3 ? null : new Date(nowMs + 600_000).toISOString()
    append({ ...envelope('alarm.silenced', bot_id), data: { alarm_type, until, by: 'operator', reason: 'known' } })
  }
  const configureAlarms = () =>
    append({ ...envelope('alarms.configured', ALL_BOTS), data: { thresholds: {}, by: 'admin', reason: null } }, 0)
  const stop = (bot: Bot) => {
    const data = { by: 'operator' as const, reason: 'tea', alarm_id: null, ...(random() < 0.2 ? { paused: true } : {}) }
    if (random() < 0.7 || bot.mode === 'replay') append({ ...envelope('bot.stopped', bot.bot_id), data })
    else {
      const close_open_trades = { ticks_epoch: 'e1', ticks_after: tickSeq }
      const stopped = { ...envelope('bot.stopped', bot.bot_id), data: { ...data, close_open_trades } }
      engineOf(bot).requestClose(closeOrderIn(stopped), append(stopped))
    }
  }
  const requestClose = (bot: Bot) => {
    const trade = engineOf(bot)
      .trades()
      .find(({ bot_id }) => bot_id === bot.bot_id)
    if (trade === undefined || bot.mode === 'replay') return
    const data = { trade_id: trade.trade_id, by: 'operator', reason: null, ticks_epoch: 'e1', ticks_after: tickSeq }
    const asked = { ...envelope('trade.close_requested', bot.bot_id), data }
    engineOf(bot).requestClose(closeOrderIn(asked), append(asked))
  }
  const operate = (bot: Bot) => {
    const kind = random()
    const by = 'operator' as const
    if (kind < 0.3) stop(bot)
    else if (kind < 0.4) requestClose(bot)
    else if (kind < 0.7) append({ ...envelope('bot.started', bot.bot_id), data: { by, reason: null } })
    else {
      const { policy, filters, risk } = aRegistration()
      const settings = {
        name: `Renamed ${facts.length}`,
        position_size: pick(['250', '250', '100']),
        policy,
        filters,
        risk,
      }
      const policy_hash = policyHashOf(settings)
      append({ ...envelope('bot.configured', bot.bot_id), data: { ...settings, policy_hash, changed: ['name'] } })
    }
  }

  const downMs = () => (downDaysMax === undefined ? 4 * 3_600_000 : Math.floor(random() * downDaysMax * 86_400_000))

  register()
  while (facts.length < wanted) {
    nowMs += Math.floor(random() * pauseMsMax)
    if (random() * 20_000 < pauseMsMax * 0.01) nowMs += downMs()
    if (nowMs - minuteMs >= 60_000) passMinutes()
    const bot = pick(bots)
    const what = random()
    if (bots.length < botCount && what < 0.05) register()
    else if (what < 0.3) open(bot)
    else if (what < 0.33) close(bot)
    else if (what < 0.37) reject(random() < 0.3 ? null : bot)
    else if (what < 0.38) alarm(bot)
    else if (what < 0.385) acknowledge()
    else if (what < 0.39) operate(bot)
    else if (what < 0.393) silence(bot)
    else if (what < 0.395) configureAlarms()
    else tick()
  }
  return facts.slice(0, wanted)
}

/** The subject on which a fact is published, past `append`, to stand in the ledger as it is. */
export const subjectOf = ({ partition, event }: Fact): string =>
  subjects.fact(partition, event.bot_id, event.type).replace(/^ledger/, APPEND_ROOT)
