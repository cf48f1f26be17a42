import type { Fill, TradeDetail, TradeFact } from '@papertape/client'

export type Accepted = Extract<TradeFact, { type: 'signal.accepted' }>
export type Tick = NonNullable<Fill['evidence']['tick']>

/** One step of what decided a fill; the words are those of `decision-words.ts`. */
export type Step =
  | { step: 'signal_price'; price: string }
  | { step: 'deviation'; pct: string; last: Tick }
  | { step: 'no_last_tick' }
  | { step: 'next_tick'; price: string }
  | { step: 'quote'; side: 'bid' | 'ask'; price: string }
  | { step: 'slippage'; bps: string }
  | { step: 'take_profit' | 'stop_loss' | 'stop_in_range'; price: string; level: string }
  | { step: 'gapped_profit' | 'gapped_loss' | 'ambiguous' | 'price_gap' }
  | { step: 'expired'; at: string; time: string }
  | { step: 'close_signal'; id: string }
  | { step: 'close_request'; by: string; reason: string | null; seq: number }
  | { step: 'bot_stopped'; by: string; reason: string | null; seq: number }
  | { step: 'closed' }
  | { step: 'candle'; moment: 'open' | 'range' | 'close' }

/** The fact that accepted the signal of a trade. */
export const acceptedOf = (trade: TradeDetail): Accepted | null =>
  trade.events.find(
    (event): event is Accepted => event.type === 'signal.accepted' && event.data.trade_id === trade.trade_id,
  ) ?? null

const slippageOf = (accepted: Accepted | null): Step[] => {
  const policy = accepted?.data.policy
  if (policy?.entry !== 'next_tick' || !/[1-9]/.test(policy.slippage_bps)) return []
  return [{ step: 'slippage', bps: policy.slippage_bps }]
}

const entrySteps = (fill: Fill, trade: TradeDetail, accepted: Accepted | null): Step[] => {
  const { tick } = fill.evidence
  if (tick === null) {
    const last = accepted?.data.last_tick ?? fill.evidence.previous_tick
    const pct = accepted?.data.policy.max_entry_deviation_pct ?? null
    return [
      { step: 'signal_price', price: fill.price },
      ...(last === null ? [{ step: 'no_last_tick' } as const] : []),
      ...(last !== null && pct !== null ? [{ step: 'deviation', pct, last } as const] : []),
    ]
  }
  const side = trade.direction === 'LONG' ? 'ask' : 'bid'
  const quote = tick[side]
  return [
    { step: 'next_tick', price: tick.price },
    ...(quote === undefined ? [] : [{ step: 'quote', side, price: quote } as const]),
    ...slippageOf(accepted),
  ]
}

/** The fact that asked for the close: the last request before the fill, or the stop of the bot. */
const manualStep = (fill: Fill, trade: TradeDetail): Step => {
  const asked = trade.events.findLast(
    ({ type, ledger_seq }) =>
      (type === 'trade.close_requested' || type === 'bot.stopped') && ledger_seq < fill.ledger_seq,
  )
  if (asked?.type === 'trade.close_requested') {
    return { step: 'close_request', by: asked.data.by, reason: asked.data.reason, seq: asked.ledger_seq }
  }
  if (asked?.type === 'bot.stopped') {
    return { step: 'bot_stopped', by: asked.data.by, reason: asked.data.reason, seq: asked.ledger_seq }
  }
  return { step: 'closed' }
}

const exitSteps = (fill: Fill, trade: TradeDetail, accepted: Accepted | null): Step[] => {
  const { tick, gapped, moment } = fill.evidence
  const price = tick?.price ?? fill.price
  const slippage = slippageOf(accepted)
  switch (fill.status) {
    case 'CLOSED_TP':
      return [
        { step: 'take_profit', price, level: trade.take_profit ?? fill.price },
        ...(gapped ? [{ step: 'gapped_profit' } as const] : []),
      ]
    case 'CLOSED_SL':
      return [
        // Within a candle the price is taken to have gone through each level that it reached.
        {
          step: moment === 'range' ? 'stop_in_range' : 'stop_loss',
          price,
          level: trade.stop_loss ?? fill.price,
        },
        ...(gapped ? [{ step: 'gapped_loss' } as const] : []),
        ...slippage,
      ]
    case 'CLOSED_EXPIRED':
      return [{ step: 'expired', at: trade.expires_at ?? fill.time, time: tick?.time ?? fill.time }, ...slippage]
    case 'CLOSED_SIGNAL':
      return [
        trade.closed_by === null ? { step: 'closed' } : { step: 'close_signal', id: trade.closed_by },
        ...slippage,
      ]
    case 'CLOSED_MANUAL':
      return [manualStep(fill, trade), ...slippage]
    case 'OPEN':
    case 'NOT_ENTERED':
      return []
  }
}

/** What decided a fill, step by step: which rule, and by which price. */
export const stepsOf = (fill: Fill, trade: TradeDetail): readonly Step[] => {
  const accepted = acceptedOf(trade)
  const { moment } = fill.evidence
  return [
    ...(fill.leg === 'entry' ? entrySteps(fill, trade, accepted) : exitSteps(fill, trade, accepted)),
    ...(moment === null ? [] : [{ step: 'candle', moment } as const]),
    ...(fill.ambiguous ? [{ step: 'ambiguous' } as const] : []),
    ...(fill.leg === 'exit' && trade.price_gap ? [{ step: 'price_gap' } as const] : []),
  ]
}
