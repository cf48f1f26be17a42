// Generated from the OpenAPI document by `pnpm --filter @papertape/client generate`: change the gateway, not this file.
import type { Answer } from './answer.ts'
import type { RequestOptions } from './transport.ts'

type NoInput = Readonly<Record<string, never>>

export type Alarm = {
  readonly alarm_id: string
  readonly bot_id: string
  readonly alarm_type: AlarmType
  readonly level: AlarmLevel
  readonly message: string
  readonly current_value: number
  readonly threshold_value: number
  readonly recommended_action: string
  readonly raised_at: Time
  readonly updated_at: Time
  readonly cleared_at: Time | null
  readonly acknowledged_at: Time | null
  readonly acknowledged_by: string | null
  readonly acknowledged_reason: string | null
  /** Ledger sequence of the snapshot that decided */
  readonly kpi_seq: Sequence
  readonly silenced_until: Time | null
}

export type AlarmDetail = {
  readonly alarm_id: string
  readonly bot_id: string
  readonly alarm_type: AlarmType
  readonly level: AlarmLevel
  readonly message: string
  readonly current_value: number
  readonly threshold_value: number
  readonly recommended_action: string
  readonly raised_at: Time
  readonly updated_at: Time
  readonly cleared_at: Time | null
  readonly acknowledged_at: Time | null
  readonly acknowledged_by: string | null
  readonly acknowledged_reason: string | null
  /** Ledger sequence of the snapshot that decided */
  readonly kpi_seq: Sequence
  readonly mode: BotMode
  readonly events: readonly AlarmStep[]
}

export type AlarmLevel = 'INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY'

export type AlarmRule = {
  readonly alarm_type: AlarmType
  readonly figure: string
  readonly as_loss: boolean
  readonly direction: 'at_least' | 'above' | 'below'
  readonly unit: string
  readonly sample: {
    readonly of: 'closed_trades' | 'daily_returns'
    readonly min: number
  } | null
}

export type AlarmSimulation = {
  readonly bot_id: string
  readonly thresholds: Thresholds
  readonly from: Time | null
  readonly steps: readonly {
    readonly kind: 'raised' | 'escalated' | 'cleared'
    readonly time: Time
    readonly ledger_seq: Sequence
    readonly alarm_id: string
    readonly alarm_type: AlarmType
    readonly level: AlarmLevel
    readonly previous_level: AlarmLevel | null
    readonly current_value: number
    readonly threshold_value: number
    readonly kpi_seq: Sequence
    readonly message: string
    readonly recommended_action: string | null
  }[]
  /** How many were looked at */
  readonly facts: number
  /** Facts that cannot follow from those before; they changed nothing */
  readonly contradictions: number
}

export type AlarmStep = {
  readonly ledger_seq: Sequence
  readonly type: 'alarm.raised' | 'alarm.escalated' | 'alarm.cleared' | 'alarm.acknowledged' | 'alarm.silenced'
  readonly time: Time
  readonly level: AlarmLevel | null
  readonly previous_level: AlarmLevel | null
  readonly current_value: number | null
  readonly threshold_value: number | null
  readonly kpi_seq: Sequence | null
  readonly message: string | null
  readonly by: string | null
}

export type AlarmThresholds = {
  /** null = of all bots */
  readonly bot_id: string | null
  readonly thresholds: {
    readonly MAX_DRAWDOWN_EXCEEDED: HeldThreshold
    readonly DAILY_LOSS_LIMIT: HeldThreshold
    readonly CONSECUTIVE_LOSSES: HeldThreshold
    readonly LOW_WIN_RATE: HeldThreshold
    readonly POSITION_SIZE_EXCEEDED: HeldThreshold
    readonly TOTAL_EXPOSURE_EXCEEDED: HeldThreshold
    readonly ACCOUNT_BALANCE_LOW: HeldThreshold
    readonly SHARPE_DEGRADATION: HeldThreshold
    readonly PROFIT_FACTOR_LOW: HeldThreshold
  }
  readonly own: Thresholds
  readonly rules: readonly AlarmRule[]
}

export type AlarmType =
  | 'MAX_DRAWDOWN_EXCEEDED'
  | 'DAILY_LOSS_LIMIT'
  | 'CONSECUTIVE_LOSSES'
  | 'LOW_WIN_RATE'
  | 'POSITION_SIZE_EXCEEDED'
  | 'TOTAL_EXPOSURE_EXCEEDED'
  | 'ACCOUNT_BALANCE_LOW'
  | 'SHARPE_DEGRADATION'
  | 'PROFIT_FACTOR_LOW'

export type AlarmsByLevel = {
  readonly EMERGENCY: readonly Alarm[]
  readonly CRITICAL: readonly Alarm[]
  readonly WARNING: readonly Alarm[]
  readonly INFO: readonly Alarm[]
}

/** An exact decimal as text: prices, quantities, amounts and rates */
export type Amount = string

export type AsOf = {
  readonly seq: Sequence
  readonly time: Time | null
}

export type Benchmark = {
  /** null where nothing was traded */
  readonly symbol: string | null
  readonly venue: string | null
  /** null where it was traded as both */
  readonly market_type: 'SPOT' | 'FUTURES' | null
  /** Prices of the record’s own entries and exits */
  readonly basis: 'fills'
  /** An exact decimal as text: prices, quantities, amounts and rates */
  readonly start_value: string
  /** At most 1,000: the first, the last, and the lowest and highest of each stretch between */
  readonly points: readonly {
    readonly time: Time
    readonly price: Amount
    readonly value: Amount
    readonly return_pct: number
  }[]
  /** Last price / first price − 1; no fees, no funding */
  readonly return_pct: Figure
  /** Prices it is made of */
  readonly fills: number
  /** Whether there are more than the newest 50,000 trades, whose fills are read */
  readonly truncated: boolean
  readonly quality: Readonly<Record<string, Quality>>
}

export type Bot = {
  readonly bot_id: string
  readonly name: string
  readonly mode: BotMode
  readonly public: boolean
  /** An exact decimal as text: prices, quantities, amounts and rates */
  readonly initial_capital: string
  /** An exact decimal as text: prices, quantities, amounts and rates */
  readonly position_size: string
  readonly policy: Policy
  readonly policy_hash: string
  readonly filters: Filters
  readonly risk: Risk
  /** Whether OPEN signals are accepted */
  readonly running: boolean
  /** It stands still and is meant to go on soon */
  readonly paused: boolean
  readonly registered_at: Time
  readonly registered_seq: Sequence
  readonly configured_seq: Sequence
  readonly stopped_by: 'operator' | 'alarm' | null
  readonly stopped_reason: string | null
  readonly stopped_alarm_id: string | null
  /** A replay bot’s run */
  readonly run: string | null
  readonly state: BotState
}

export type BotEvents = {
  readonly events: readonly {
    readonly ledger_seq: Sequence
    /** The id of the fact */
    readonly id: string
    readonly type: 'bot.registered' | 'bot.configured' | 'bot.started' | 'bot.stopped'
    readonly time: Time
    readonly by: 'operator' | 'alarm'
    readonly reason: string | null
    /** A stop that was meant to end soon */
    readonly paused: boolean
    /** The emergency that stopped it */
    readonly alarm_id: string | null
    /** Names of the settings that it changed, such as policy.slippage_bps */
    readonly changed: readonly string[]
  }[]
  /** Whether there are more than the 200 told, or than the first 1,000 */
  readonly truncated: boolean
}

export type BotMode = 'live' | 'replay' | 'demo'

export type BotPatch = {
  readonly name?: string | undefined
  readonly position_size?: string | number | undefined
  readonly policy?: PolicyPatch | undefined
  readonly filters?: FilterPatch | undefined
  readonly risk?: RiskPatch | undefined
}

export type BotRegistration = {
  readonly bot_id: string
  /** Shown to people; default the bot_id */
  readonly name?: string | undefined
  /** Fixed for ever */
  readonly mode?: 'live' | 'replay' | 'demo' | undefined
  /** Fixed for ever */
  readonly public?: boolean | undefined
  /** Quote units; fixed for ever */
  readonly initial_capital?: string | number | undefined
  /** Quote units per trade */
  readonly position_size?: string | number | undefined
  readonly policy?: PolicySettings | undefined
  readonly filters?: FilterSettings | undefined
  readonly risk?: RiskSettings | undefined
}

export type BotState = {
  readonly bot_id: string
  readonly status: 'pending' | 'waiting' | 'running' | 'stopped' | 'error'
  /** Why the status is what it is; null while running */
  readonly status_reason:
    | 'NO_SIGNAL_YET'
    | 'ENTRY_AWAITS_TICK'
    | 'PRICES_STALE'
    | 'STOPPED_BY_OPERATOR'
    | 'PAUSED_BY_OPERATOR'
    | 'STOPPED_BY_ALARM'
    | null
  readonly status_since: Time
  readonly in_position: boolean
  readonly entry_price: Amount | null
  readonly stop_loss_price: Amount | null
  readonly take_profit_price: Amount | null
  readonly daily_pnl: Amount
  /** Trades closed since 00:00 UTC */
  readonly daily_trades_count: number
  readonly last_updated_at: Time
}

export type Channel = {
  readonly channel_id: string
  readonly kind: 'webhook' | 'email' | 'slack' | 'discord' | 'telegram' | 'alertmanager'
  readonly name: string
  readonly config: Readonly<Record<string, ShownSecret | readonly ShownSecret[] | string | number | boolean | null>>
  readonly filter: ChannelFilter
  readonly rate_per_minute: number
  readonly enabled: boolean
  readonly disabled_reason: string | null
  readonly failing_since: Time | null
  readonly paused_until: Time | null
  /** Waiting to be told */
  readonly pending: number
  readonly created_at: Time | null
}

export type ChannelFilter = {
  /** Milder alarms are not told */
  readonly min_level: 'INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY'
  /** null = every bot */
  readonly bots: readonly string[] | null
  /** null = every type */
  readonly types:
    | readonly (
        | 'MAX_DRAWDOWN_EXCEEDED'
        | 'DAILY_LOSS_LIMIT'
        | 'CONSECUTIVE_LOSSES'
        | 'LOW_WIN_RATE'
        | 'POSITION_SIZE_EXCEEDED'
        | 'TOTAL_EXPOSURE_EXCEEDED'
        | 'ACCOUNT_BALANCE_LOW'
        | 'SHARPE_DEGRADATION'
        | 'PROFIT_FACTOR_LOW'
      )[]
    | null
  /** Alarms of replays are never told */
  readonly modes: readonly ('live' | 'demo')[]
  /** Tell when an alarm goes down to a milder level */
  readonly deescalated: boolean
  /** Tell when an alarm is over */
  readonly cleared: boolean
}

export type ChannelFilterPatch = {
  readonly min_level?: 'INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY' | undefined
  readonly bots?: readonly string[] | null | undefined
  readonly types?:
    | readonly (
        | 'MAX_DRAWDOWN_EXCEEDED'
        | 'DAILY_LOSS_LIMIT'
        | 'CONSECUTIVE_LOSSES'
        | 'LOW_WIN_RATE'
        | 'POSITION_SIZE_EXCEEDED'
        | 'TOTAL_EXPOSURE_EXCEEDED'
        | 'ACCOUNT_BALANCE_LOW'
        | 'SHARPE_DEGRADATION'
        | 'PROFIT_FACTOR_LOW'
      )[]
    | null
    | undefined
  readonly modes?: readonly ('live' | 'demo')[] | undefined
  readonly deescalated?: boolean | undefined
  readonly cleared?: boolean | undefined
}

export type ChannelFilterSettings = {
  /** Milder alarms are not told */
  readonly min_level?: 'INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY' | undefined
  /** null = every bot */
  readonly bots?: readonly string[] | null | undefined
  /** null = every type */
  readonly types?:
    | readonly (
        | 'MAX_DRAWDOWN_EXCEEDED'
        | 'DAILY_LOSS_LIMIT'
        | 'CONSECUTIVE_LOSSES'
        | 'LOW_WIN_RATE'
        | 'POSITION_SIZE_EXCEEDED'
        | 'TOTAL_EXPOSURE_EXCEEDED'
        | 'ACCOUNT_BALANCE_LOW'
        | 'SHARPE_DEGRADATION'
        | 'PROFIT_FACTOR_LOW'
      )[]
    | null
    | undefined
  /** Alarms of replays are never told */
  readonly modes?: readonly ('live' | 'demo')[] | undefined
  /** Tell when an alarm goes down to a milder level */
  readonly deescalated?: boolean | undefined
  /** Tell when an alarm is over */
  readonly cleared?: boolean | undefined
}

export type Correlation = {
  /** bot_id, ordered so that what moves alike stands together */
  readonly labels: readonly string[]
  /** A row and a column per label */
  readonly cells: readonly (readonly CorrelationCell[])[]
  /** Bots there are; with more than 40 of a mode, those registered first are in it */
  readonly bots: number
  readonly truncated: boolean
}

export type CorrelationCell = {
  /** Pearson’s, −1 to 1 */
  readonly value: Figure
  /** Days that both have */
  readonly n: number
  /** Why there is none; below 3 common days TOO_FEW */
  readonly reason: 'TOO_FEW' | 'ZERO_VARIANCE' | null
}

export type CurrentKpi = {
  /** The newest time heard; null before anything was */
  readonly timestamp: Time | null
  /** null = portfolio */
  readonly bot_id: string | null
  readonly ledger_seq: Sequence
  readonly account_value: Figure
  readonly cash_balance: Figure
  readonly unrealized_pnl: Figure
  readonly realized_pnl: Figure
  readonly total_fees: Figure
  readonly total_return_pct: Figure
  readonly daily_return_pct: Figure
  readonly weekly_return_pct: Figure
  readonly monthly_return_pct: Figure
  readonly cagr_pct: Figure
  readonly volatility_pct: Figure
  readonly sharpe_ratio: Figure
  readonly sortino_ratio: Figure
  readonly calmar_ratio: Figure
  readonly max_drawdown_pct: Figure
  readonly current_drawdown_pct: Figure
  readonly var_95_pct: Figure
  readonly cvar_95_pct: Figure
  readonly total_trades: Figure
  readonly winning_trades: Figure
  readonly losing_trades: Figure
  readonly breakeven_trades: Figure
  readonly win_rate_pct: Figure
  readonly profit_factor: Figure
  readonly average_win: Figure
  readonly average_loss: Figure
  readonly average_trade_pnl: Figure
  readonly expectancy: Figure
  readonly largest_win: Figure
  readonly largest_loss: Figure
  readonly consecutive_losses: Figure
  readonly max_consecutive_losses: Figure
  readonly average_duration_seconds: Figure
  readonly active_positions: Figure
  readonly total_exposure_pct: Figure
  readonly largest_position_pct: Figure
  readonly turnover: Figure
  readonly trades_per_day: Figure
  readonly roi_pct: Figure
  readonly expectancy_ratio: Figure
  readonly max_drawdown_amount: Figure
  readonly max_drawdown_started_at: Time | null
  readonly max_drawdown_trough_at: Time | null
  readonly max_drawdown_recovered_at: Time | null
  readonly current_drawdown_started_at: Time | null
  readonly return_24h_pct: Figure
  readonly return_7d_pct: Figure
  readonly return_30d_pct: Figure
  /** Of each figure that is undefined or rests on too little */
  readonly quality: Readonly<Record<string, Quality>>
}

export type Curve = {
  readonly title: string
  readonly unit: 'amount' | 'percent' | 'ratio'
  readonly points: readonly {
    readonly time: string
    readonly value: number
  }[]
  readonly baseline?: number
  readonly other?: {
    readonly name: string
    readonly points: readonly {
      readonly time: string
      readonly value: number
    }[]
  }
  readonly note?: string
}

/** A UTC day */
export type Day = string

export type Delivery = {
  readonly notification_id: string
  readonly channel_id: string
  readonly state: 'pending' | 'sending' | 'delivered' | 'failed' | 'dropped'
  readonly test: boolean
  readonly event_id: string
  readonly type: 'alarm.raised' | 'alarm.escalated' | 'alarm.cleared'
  readonly bot_id: string
  readonly mode: BotMode
  readonly alarm_id: string
  readonly alarm_type: AlarmType
  readonly level: AlarmLevel
  readonly message: string
  readonly time: Time
  readonly ledger_seq: Sequence
  readonly created_at: Time
  readonly next_attempt_at: Time | null
  readonly attempts: readonly {
    readonly attempt: number
    readonly at: Time
    readonly outcome: 'delivered' | 'retry' | 'failed' | 'gone'
    readonly status_code: number | null
    readonly duration_ms: number
    readonly error: string | null
  }[]
}

export type EquityFile = {
  readonly provenance: Provenance | null
  readonly rows: readonly KpiSnapshot[]
}

export type Evidence = {
  /** The deciding tick; null for an entry at the signal’s own price */
  readonly tick: {
    readonly price: Amount
    /** The source’s time, else the receive time */
    readonly time: Time
    /** Sequence in PRICES, or in REPLAYS for a replay */
    readonly seq: number
    readonly bid?: Amount
    readonly ask?: Amount
  } | null
  /** The accepted tick before it */
  readonly previous_tick: {
    readonly price: Amount
    /** The source’s time, else the receive time */
    readonly time: Time
    /** Sequence in PRICES, or in REPLAYS for a replay */
    readonly seq: number
    readonly bid?: Amount
    readonly ask?: Amount
  } | null
  /** The price jumped through the level instead of touching it */
  readonly gapped: boolean
  /** open, range or close of a candle; null for a tick */
  readonly moment: 'open' | 'range' | 'close' | null
  readonly policy_hash: string
}

export type Execution = {
  /** OPEN signals accepted */
  readonly accepted: number
  /** Those whose entry is not decided yet */
  readonly waiting: number
  readonly entered: number
  /** Those that will never be entered */
  readonly missed: number
  /** Entered / (entered + missed) */
  readonly fill_rate_pct: Figure
  readonly missed_by_reason: {
    readonly EXPIRED: number
    readonly TAKE_PROFIT: number
    readonly STOP_LOSS: number
    readonly CLOSED: number
  }
  /** Ended trades for which eligible ticks were gone before they could be seen */
  readonly price_gaps: number
  /** Closed trades of which one candle touched both levels; booked as the loss */
  readonly ambiguous: number
  readonly latency: {
    /** Made by the source, to stored by the bus */
    readonly source_to_received: Latency
    /** Stored by the bus, to accepted in the ledger */
    readonly received_to_accepted: Latency
    /** Accepted, to the time of the price it was entered at; only next_tick waits */
    readonly accepted_to_entry: Latency
  }
  readonly slippage: {
    /** Against the signal’s price; an entry at that very price by policy is left out */
    readonly entry: Slippage
    /** Against the level it closed at; an exit without a level is left out */
    readonly exit: Slippage
  }
  readonly by: {
    readonly symbol: readonly ExecutionSlice[]
    /** Of the acceptance, UTC, 00 to 23 */
    readonly hour: readonly ExecutionSlice[]
  }
  readonly quality: Readonly<Record<string, Quality>>
}

export type ExecutionSlice = {
  /** null where values is above 1 */
  readonly value: string | null
  /** How many values it stands for: 1, or in the last slice all that are not named */
  readonly values: number
  /** OPEN signals accepted */
  readonly accepted: number
  /** Those whose entry is not decided yet */
  readonly waiting: number
  readonly entered: number
  /** Those that will never be entered */
  readonly missed: number
  /** Entered / (entered + missed) */
  readonly fill_rate_pct: Figure
  readonly entry_slippage_bps: Figure
  readonly exit_slippage_bps: Figure
}

export type FieldError = {
  /** JSON Pointer */
  readonly pointer: string
  readonly code: string
  readonly message: string
}

export type Figure = number | null

export type Fill = {
  readonly leg: 'entry' | 'exit'
  readonly status: TradeStatus
  readonly price: Amount
  readonly quantity: Amount
  readonly notional: Amount
  readonly fee: Amount
  readonly ambiguous: boolean
  readonly evidence: Evidence
  readonly time: Time
  readonly ledger_seq: Sequence
}

export type FilterPatch = {
  readonly market_types?: readonly ('SPOT' | 'FUTURES')[] | null | undefined
  readonly min_confidence?: number | null | undefined
  readonly symbols?: readonly string[] | null | undefined
}

export type FilterSettings = {
  /** Allowed; null = all */
  readonly market_types?: readonly ('SPOT' | 'FUTURES')[] | null | undefined
  /** A signal without confidence is below */
  readonly min_confidence?: number | null | undefined
  /** Allowed; null = all */
  readonly symbols?: readonly string[] | null | undefined
}

export type Filters = {
  /** Allowed; null = all */
  readonly market_types: readonly ('SPOT' | 'FUTURES')[] | null
  /** A signal without confidence is below */
  readonly min_confidence: number | null
  /** Allowed; null = all */
  readonly symbols: readonly string[] | null
}

export type Health = {
  readonly status: 'ok' | 'degraded' | 'down'
  readonly ready: boolean
  readonly services: {
    readonly 'signal-ingest': {
      readonly status: 'ok' | 'not_ready' | 'absent'
      readonly instances: readonly {
        readonly instance: string
        readonly ready: boolean
        /** Checks that fail there */
        readonly failing: readonly string[]
        readonly seen_at: Time
      }[]
    }
    readonly 'paper-trader': {
      readonly status: 'ok' | 'not_ready' | 'absent'
      readonly instances: readonly {
        readonly instance: string
        readonly ready: boolean
        /** Checks that fail there */
        readonly failing: readonly string[]
        readonly seen_at: Time
      }[]
    }
    readonly 'kpi-projector': {
      readonly status: 'ok' | 'not_ready' | 'absent'
      readonly instances: readonly {
        readonly instance: string
        readonly ready: boolean
        /** Checks that fail there */
        readonly failing: readonly string[]
        readonly seen_at: Time
      }[]
    }
    readonly 'alarm-evaluator': {
      readonly status: 'ok' | 'not_ready' | 'absent'
      readonly instances: readonly {
        readonly instance: string
        readonly ready: boolean
        /** Checks that fail there */
        readonly failing: readonly string[]
        readonly seen_at: Time
      }[]
    }
    readonly gateway: {
      readonly status: 'ok' | 'not_ready' | 'absent'
      readonly instances: readonly {
        readonly instance: string
        readonly ready: boolean
        /** Checks that fail there */
        readonly failing: readonly string[]
        readonly seen_at: Time
      }[]
    }
  }
  readonly dependencies: {
    readonly nats: {
      readonly ok: boolean
      readonly detail?: string
    }
    readonly postgres: {
      readonly ok: boolean
      readonly detail?: string
    }
  }
  readonly projections: {
    readonly ledger: {
      readonly status: 'ok' | 'unknown' | 'of_another_ledger'
      readonly seq: Sequence | null
      /** Facts of the ledger that it has yet to fold in */
      readonly lag_events: number | null
      readonly epoch: string | null
      readonly as_of: Time | null
      readonly ledger_seq: Sequence | null
    }
    readonly alarms: {
      readonly status: 'ok' | 'unknown' | 'of_another_ledger'
      readonly seq: Sequence | null
      /** Facts of the ledger that it has yet to fold in */
      readonly lag_events: number | null
    }
  }
}

export type HeldThreshold = {
  readonly levels: Readonly<Record<string, number>>
  readonly recovery_margin_pct: number
  readonly dwell_seconds: number
  readonly cooldown_seconds: number
}

export type Histogram = {
  /** Trades that have the figure */
  readonly n: number
  /** Trades that have none */
  readonly excluded: number
  readonly mean: Figure
  readonly median: Figure
  /** At most 60, without a hole; none where n is 0 */
  readonly bins: readonly HistogramBin[]
}

export type HistogramBin = {
  readonly from: number
  readonly to: number
  readonly count: number
}

export type KpiSnapshot = {
  /** The newest time heard; null before anything was */
  readonly timestamp: Time | null
  /** null = portfolio */
  readonly bot_id: string | null
  readonly ledger_seq: Sequence
  readonly account_value: Figure
  readonly cash_balance: Figure
  readonly unrealized_pnl: Figure
  readonly realized_pnl: Figure
  readonly total_fees: Figure
  readonly total_return_pct: Figure
  readonly daily_return_pct: Figure
  readonly weekly_return_pct: Figure
  readonly monthly_return_pct: Figure
  readonly cagr_pct: Figure
  readonly volatility_pct: Figure
  readonly sharpe_ratio: Figure
  readonly sortino_ratio: Figure
  readonly calmar_ratio: Figure
  readonly max_drawdown_pct: Figure
  readonly current_drawdown_pct: Figure
  readonly var_95_pct: Figure
  readonly cvar_95_pct: Figure
  readonly total_trades: Figure
  readonly winning_trades: Figure
  readonly losing_trades: Figure
  readonly breakeven_trades: Figure
  readonly win_rate_pct: Figure
  readonly profit_factor: Figure
  readonly average_win: Figure
  readonly average_loss: Figure
  readonly average_trade_pnl: Figure
  readonly expectancy: Figure
  readonly largest_win: Figure
  readonly largest_loss: Figure
  readonly consecutive_losses: Figure
  readonly max_consecutive_losses: Figure
  readonly average_duration_seconds: Figure
  readonly active_positions: Figure
  readonly total_exposure_pct: Figure
  readonly largest_position_pct: Figure
  readonly turnover: Figure
  readonly trades_per_day: Figure
  readonly roi_pct: Figure
  readonly expectancy_ratio: Figure
  readonly max_drawdown_amount: Figure
  readonly max_drawdown_started_at: Time | null
  readonly max_drawdown_trough_at: Time | null
  readonly max_drawdown_recovered_at: Time | null
  readonly current_drawdown_started_at: Time | null
  /** Of each figure that is undefined or rests on too little */
  readonly quality: Readonly<Record<string, Quality>>
}

export type KpiSummary = {
  readonly status: 'no_data' | 'active'
  readonly timestamp: Time | null
  readonly returns: {
    readonly total: Figure
    readonly daily: Figure
    readonly weekly: Figure
    readonly monthly: Figure
  }
  readonly risk_metrics: {
    readonly sharpe_ratio: Figure
    readonly sortino_ratio: Figure
    readonly max_drawdown: Figure
    readonly current_drawdown: Figure
  }
  readonly trade_stats: {
    readonly total_trades: Figure
    readonly winning_trades: Figure
    readonly losing_trades: Figure
    readonly win_rate: Figure
    readonly profit_factor: Figure
  }
  /** Of each figure that is undefined or rests on too little */
  readonly quality: Readonly<Record<string, Quality>>
}

export type Latency = {
  readonly n: number
  /** Left out: where two clocks differ, the later step may seem the earlier one */
  readonly negative: number
  readonly p50_ms: Figure
  readonly p95_ms: Figure
  readonly p99_ms: Figure
  /** How many of the newest trades were looked at; 0 where that could not be done */
  readonly newest: number
  /** Whose clock says when it began: the source’s, the bus’s, or the prices’ own times */
  readonly from_clock: 'source' | 'bus' | 'prices'
  readonly to_clock: 'source' | 'bus' | 'prices'
  /** Why there are no percentiles. OWN_CLOCK: a replay’s signals were made by the clock of its record */
  readonly reason: 'TOO_FEW' | 'OWN_CLOCK' | null
}

export type Leaderboard = {
  readonly metric:
    | 'total_return_pct'
    | 'roi_pct'
    | 'cagr_pct'
    | 'realized_pnl'
    | 'account_value'
    | 'sharpe_ratio'
    | 'sortino_ratio'
    | 'calmar_ratio'
    | 'profit_factor'
    | 'win_rate_pct'
    | 'expectancy'
    | 'expectancy_ratio'
    | 'total_trades'
    | 'volatility_pct'
    | 'max_drawdown_pct'
    | 'var_95_pct'
    | 'cvar_95_pct'
  readonly better: 'higher' | 'lower'
  readonly min_trades: number
  /** All bots of the mode */
  readonly bots: number
  readonly ranked: number
  /** Whether there are more bots than rows */
  readonly truncated: boolean
  readonly rows: readonly LeaderboardRow[]
}

export type LeaderboardRow = {
  /** Equal values share a rank; null = not ranked */
  readonly rank: number | null
  /** TOO_FEW_TRADES: fewer than min_trades. UNDEFINED: quality says why the figure is */
  readonly why_unranked: 'TOO_FEW_TRADES' | 'UNDEFINED' | null
  readonly bot_id: string
  readonly name: string
  readonly status: 'pending' | 'waiting' | 'running' | 'stopped' | 'error'
  /** Where its record begins; of a replay its first entry, null before it */
  readonly started_at: Time | null
  /** From started_at to its own clock’s time */
  readonly age_days: Figure
  /** Closed */
  readonly trades: number
  readonly initial_capital: Amount
  readonly kpi: {
    readonly account_value: Figure
    readonly realized_pnl: Figure
    readonly unrealized_pnl: Figure
    readonly total_return_pct: Figure
    readonly roi_pct: Figure
    readonly cagr_pct: Figure
    readonly volatility_pct: Figure
    readonly sharpe_ratio: Figure
    readonly sortino_ratio: Figure
    readonly calmar_ratio: Figure
    readonly max_drawdown_pct: Figure
    readonly current_drawdown_pct: Figure
    readonly var_95_pct: Figure
    readonly cvar_95_pct: Figure
    readonly total_trades: Figure
    readonly winning_trades: Figure
    readonly losing_trades: Figure
    readonly win_rate_pct: Figure
    readonly profit_factor: Figure
    readonly expectancy: Figure
    readonly expectancy_ratio: Figure
    readonly average_win: Figure
    readonly average_loss: Figure
    readonly max_consecutive_losses: Figure
    readonly average_duration_seconds: Figure
    readonly trades_per_day: Figure
    readonly turnover: Figure
    readonly active_positions: Figure
    readonly total_exposure_pct: Figure
    readonly quality: Readonly<Record<string, Quality>>
  }
  /** At most 60 points: closes of days, and the account value that stands now */
  readonly equity: readonly {
    readonly date: string
    readonly equity: number
  }[]
}

export type LineResult =
  | {
      readonly line: number
      readonly status: 202
      readonly signal_id: string
      /** Its sequence in SIGNALS */
      readonly input_seq: number
      /** Where its disposition will be */
      readonly location: string
    }
  | {
      readonly line: number
      readonly status: number
      readonly signal_id: string | null
      readonly problem: Problem
    }

export type Monitoring = {
  readonly state: 'OK' | 'NO_DATA'
  readonly reason: 'CLOCK_STOPPED' | 'EVALUATOR_BEHIND' | 'PROJECTOR_BEHIND' | 'PRICES_STALE' | null
  readonly since: Time | null
  readonly no_data: readonly {
    readonly bot_id: string
    readonly state: 'OK' | 'NO_DATA'
    readonly reason: 'CLOCK_STOPPED' | 'EVALUATOR_BEHIND' | 'PROJECTOR_BEHIND' | 'PRICES_STALE' | null
    readonly since: Time | null
  }[]
}

export type NewShare = {
  readonly share_id: string
  /** The page that it leads to, below /bot-performance */
  readonly path: string
  readonly title: string | null
  /** Where its figures stand still; null = they are those of the moment */
  readonly as_of_seq: Sequence | null
  readonly created_at: Time
  readonly expires_at: Time | null
  readonly revoked_at: Time | null
  /** Told here and never again */
  readonly token: string
  /** The link; absolute where the gateway knows its public address */
  readonly url: string
}

export type NewSource = {
  readonly source_id: string
  readonly name: string
  /** null = all */
  readonly bots: readonly string[] | null
  /** The last four characters of its token */
  readonly token_end: string
  readonly created_at: Time
  readonly expires_at: Time | null
  readonly last_used_at: Time | null
  readonly revoked_at: Time | null
  /** Told here and never again */
  readonly token: string
}

export type Overview = {
  readonly timestamp: Time
  readonly kpi: CurrentKpi
  readonly performance_tracking: PerformanceStatus
  readonly risk_alarms: {
    readonly active_count: number
    /** Emergencies too */
    readonly has_critical: boolean
    readonly has_warning: boolean
    readonly active_alarms: readonly Alarm[]
  }
  readonly system_health: {
    readonly kpi_tracking: 'ok' | 'not_ready' | 'absent'
    readonly performance_tracking: 'ok' | 'not_ready' | 'absent' | 'paused'
    readonly risk_monitoring: 'ok' | 'not_ready' | 'absent'
  }
}

export type Page = {
  /** The cursor of the next page; null on the last */
  readonly next: string | null
  readonly limit: number
}

export type PercentBin = {
  readonly from_pct: number
  readonly to_pct: number
  readonly count: number
}

export type Performance = {
  /** The newest time heard; null before anything was */
  readonly timestamp: Time | null
  /** null = portfolio */
  readonly bot_id: string | null
  readonly ledger_seq: Sequence
  readonly account_value: Figure
  readonly cash_balance: Figure
  readonly unrealized_pnl: Figure
  readonly realized_pnl: Figure
  readonly total_fees: Figure
  readonly total_return_pct: Figure
  readonly daily_return_pct: Figure
  readonly weekly_return_pct: Figure
  readonly monthly_return_pct: Figure
  readonly cagr_pct: Figure
  readonly volatility_pct: Figure
  readonly sharpe_ratio: Figure
  readonly sortino_ratio: Figure
  readonly calmar_ratio: Figure
  readonly max_drawdown_pct: Figure
  readonly current_drawdown_pct: Figure
  readonly var_95_pct: Figure
  readonly cvar_95_pct: Figure
  readonly total_trades: Figure
  readonly winning_trades: Figure
  readonly losing_trades: Figure
  readonly breakeven_trades: Figure
  readonly win_rate_pct: Figure
  readonly profit_factor: Figure
  readonly average_win: Figure
  readonly average_loss: Figure
  readonly average_trade_pnl: Figure
  readonly expectancy: Figure
  readonly largest_win: Figure
  readonly largest_loss: Figure
  readonly consecutive_losses: Figure
  readonly max_consecutive_losses: Figure
  readonly average_duration_seconds: Figure
  readonly active_positions: Figure
  readonly total_exposure_pct: Figure
  readonly largest_position_pct: Figure
  readonly turnover: Figure
  readonly trades_per_day: Figure
  readonly roi_pct: Figure
  readonly expectancy_ratio: Figure
  readonly max_drawdown_amount: Figure
  readonly max_drawdown_started_at: Time | null
  readonly max_drawdown_trough_at: Time | null
  readonly max_drawdown_recovered_at: Time | null
  readonly current_drawdown_started_at: Time | null
  readonly return_24h_pct: Figure
  readonly return_7d_pct: Figure
  readonly return_30d_pct: Figure
  /** Of each figure that is undefined or rests on too little */
  readonly quality: Readonly<Record<string, Quality>>
  readonly pnl_total: Pnl
  readonly pnl_by_day: readonly PnlSlice[]
  readonly pnl_by_week: readonly PnlSlice[]
  readonly pnl_by_month: readonly PnlSlice[]
  readonly pnl_by_hour: readonly PnlSlice[]
  readonly pnl_by_weekday: readonly PnlSlice[]
  readonly pnl_by_symbol: readonly PnlSlice[]
  readonly pnl_by_direction: readonly PnlSlice[]
  readonly pnl_by_strategy: readonly PnlSlice[]
  readonly pnl_by_market_type: readonly PnlSlice[]
  readonly pnl_by_exit_reason: readonly PnlSlice[]
  /** Of one bot: its record by the policy in force */
  readonly segments?: readonly PolicySegment[]
}

export type PerformanceStatus = {
  /** A ready kpi-projector was heard */
  readonly running: boolean
  readonly update_count: number
  readonly report_count: number
  readonly last_update: Time | null
  readonly last_report: Time | null
  readonly update_interval: number
  readonly report_interval: number
  readonly paused: boolean
}

export type Pnl = {
  readonly trades: number
  readonly winning_trades: number
  readonly losing_trades: number
  readonly breakeven_trades: number
  readonly gross_pnl: number
  readonly fees: number
  readonly realized_pnl: number
  readonly exact: {
    readonly gross_pnl: Amount
    readonly fees: Amount
    readonly realized_pnl: Amount
  }
}

export type PnlSlice = {
  readonly value: string
  readonly trades: number
  readonly winning_trades: number
  readonly losing_trades: number
  readonly breakeven_trades: number
  readonly gross_pnl: number
  readonly fees: number
  readonly realized_pnl: number
  readonly exact: {
    readonly gross_pnl: Amount
    readonly fees: Amount
    readonly realized_pnl: Amount
  }
}

/** Fill policy */
export type Policy = {
  /** Entry rule */
  readonly entry: 'signal_price' | 'next_tick'
  /** Fraction of notional, on entry and on exit */
  readonly taker_fee_rate: Amount
  /** Basis points that worsen next_tick entries and their stop and market exits */
  readonly slippage_bps: Amount
  /** Per cent an entry may be away from the last tick; null = off */
  readonly max_entry_deviation_pct: Amount | null
  /** Whether OPEN needs take_profit and stop_loss */
  readonly require_levels: boolean
}

export type PolicyPatch = {
  readonly entry?: 'signal_price' | 'next_tick' | undefined
  readonly taker_fee_rate?: string | number | undefined
  readonly slippage_bps?: string | number | undefined
  readonly max_entry_deviation_pct?: string | number | null | undefined
  readonly require_levels?: boolean | undefined
}

export type PolicySegment = {
  readonly from_seq: Sequence
  /** null before a replay’s first time */
  readonly started_at: Time | null
  readonly policy_hash: string
  readonly position_size: Amount
  /** Equity where it began */
  readonly level: number
  readonly trades: number
  readonly winning_trades: number
  readonly losing_trades: number
  readonly breakeven_trades: number
  readonly gross_pnl: number
  readonly fees: number
  readonly realized_pnl: number
  readonly exact: {
    readonly gross_pnl: Amount
    readonly fees: Amount
    readonly realized_pnl: Amount
  }
}

/** Fill policy */
export type PolicySettings = {
  /** Entry rule */
  readonly entry?: 'signal_price' | 'next_tick' | undefined
  /** Fraction of notional, on entry and on exit */
  readonly taker_fee_rate?: string | number | undefined
  /** Basis points that worsen next_tick entries and their stop and market exits */
  readonly slippage_bps?: string | number | undefined
  /** Per cent an entry may be away from the last tick; null = off */
  readonly max_entry_deviation_pct?: string | number | null | undefined
  /** Whether OPEN needs take_profit and stop_loss */
  readonly require_levels?: boolean | undefined
}

export type Position = {
  readonly trade_id: string
  readonly bot_id: string
  readonly signal_id: string
  readonly symbol: string
  readonly venue: string
  readonly market_type: 'SPOT' | 'FUTURES'
  readonly direction: 'LONG' | 'SHORT'
  readonly strategy: string | null
  readonly confidence: number | null
  readonly status: TradeStatus
  readonly position_size: Amount
  readonly quantity: Amount | null
  readonly entry_price: Amount | null
  readonly exit_price: Amount | null
  readonly take_profit: Amount | null
  readonly stop_loss: Amount | null
  readonly entry_time: Time | null
  readonly exit_time: Time | null
  readonly duration_seconds: number | null
  readonly gross_pnl: Amount | null
  readonly entry_fee: Amount | null
  readonly exit_fee: Amount | null
  readonly fees: Amount | null
  readonly realized_pnl: Amount | null
  /** Per cent of position_size */
  readonly realized_pnl_pct: Amount | null
  /** One candle touched both levels; booked as the loss */
  readonly ambiguous: boolean
  /** Eligible ticks were gone from the stream before they could be seen */
  readonly price_gap: boolean
  readonly mode: BotMode
  readonly run: string | null
  readonly expires_at: Time | null
  /** Why a NOT_ENTERED trade was not entered */
  readonly missed_reason: 'EXPIRED' | 'TAKE_PROFIT' | 'STOP_LOSS' | 'CLOSED' | null
  /** The CLOSE signal that closed it */
  readonly closed_by: string | null
  readonly policy_hash: string
  readonly accepted_at: Time
  readonly accepted_seq: Sequence
  readonly current_price: Amount | null
  readonly current_price_time: Time | null
  /** Gross at the current price − entry_fee */
  readonly unrealized_pnl: Amount | null
  /** Per cent of position_size */
  readonly unrealized_pnl_pct: Amount | null
  /** stale: older than 60 s */
  readonly price_state: 'none' | 'stale' | 'live'
}

export type PositionsFile = {
  readonly provenance: Provenance | null
  readonly rows: readonly Position[]
}

export type Problem = {
  /** Where the code is explained */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** The path that was asked */
  readonly instance?: string
  readonly code: ProblemCode
  readonly request_id: string
  readonly errors?: readonly FieldError[]
}

export type ProblemCode =
  | 'validation'
  | 'malformed-request'
  | 'malformed-json'
  | 'invalid-cursor'
  | 'as-of-beyond'
  | 'as-of-too-far'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'bot-not-found'
  | 'trade-not-found'
  | 'alarm-not-found'
  | 'signal-not-found'
  | 'report-not-found'
  | 'channel-not-found'
  | 'source-not-found'
  | 'share-not-found'
  | 'notification-not-found'
  | 'method-not-allowed'
  | 'request-timeout'
  | 'trade-closed'
  | 'replay-bot'
  | 'notification-not-retryable'
  | 'too-many-channels'
  | 'too-many-sources'
  | 'too-many-shares'
  | 'bot-exists'
  | 'projection-behind'
  | 'contended'
  | 'share-ended'
  | 'body-too-large'
  | 'idempotency-key-reused'
  | 'too-much-asked'
  | 'uri-too-long'
  | 'unsupported-media-type'
  | 'rate-limited'
  | 'upgrade-required'
  | 'headers-too-large'
  | 'internal'
  | 'dependency-unavailable'
  | 'outcome-unknown'
  | 'busy'
  | 'too-many-streams'

export type ProblemMeaning = {
  readonly code: ProblemCode
  readonly status: number
  readonly title: string
  readonly meaning: string
}

export type Provenance = {
  readonly exported: string
  /** Under which address people reach it, where its operator has said so */
  readonly gateway: string | null
  readonly mode: BotMode
  readonly bot_id: string | null
  /** As they were asked for */
  readonly filters: Readonly<Record<string, unknown>>
  readonly as_of_seq: Sequence
  readonly as_of_time: Time | null
  /** Names the ledger: sequences mean nothing in another one */
  readonly ledger_epoch: string | null
  readonly projection_epoch: string
  /** Changes with the rules and formulas that figures are made by */
  readonly projection_version: number
  readonly generated_at: Time
  readonly rows: number
  readonly time_zone: 'UTC'
  readonly disclosure: string
}

export type Quality = {
  /** Observations it rests on */
  readonly n: number
  readonly state: 'undefined' | 'low_sample'
  readonly reason:
    | 'NO_BOTS'
    | 'NO_TRADES'
    | 'NO_WINS'
    | 'NO_LOSSES'
    | 'NO_DRAWDOWN'
    | 'NO_ELAPSED_TIME'
    | 'EQUITY_NOT_POSITIVE'
    | 'NOT_REPRESENTABLE'
    | 'TOO_FEW'
    | 'LESS_THAN_ONE_YEAR'
    | 'ZERO_VARIANCE'
    | 'ZERO_DENOMINATOR'
}

export type RecordFall = {
  /** When the peak was reached */
  readonly started_at: Time
  readonly trough_at: Time
  /** When the peak was reached again, at the latest; null = not yet */
  readonly recovered_at: Time | null
  readonly depth_pct: number
  /** From peak to recovery, or until now; null across two runs of a replay */
  readonly days: number | null
  /** From trough to recovery; null = not yet */
  readonly recovery_days: number | null
}

export type Recorded = {
  readonly ledger_seq: Sequence
}

export type RecordedBot = {
  readonly bot_id: string
  readonly name: string
  readonly mode: BotMode
  readonly public: boolean
  /** An exact decimal as text: prices, quantities, amounts and rates */
  readonly initial_capital: string
  /** An exact decimal as text: prices, quantities, amounts and rates */
  readonly position_size: string
  readonly policy: Policy
  readonly policy_hash: string
  readonly filters: Filters
  readonly risk: Risk
  /** Whether OPEN signals are accepted */
  readonly running: boolean
  /** It stands still and is meant to go on soon */
  readonly paused: boolean
  readonly state: null
}

export type RemovedChannel = {
  readonly channel_id: string
  readonly removed: true
}

export type Report = {
  readonly report_id: string
  /** null = the portfolio of its mode */
  readonly bot_id: string | null
  readonly mode: BotMode
  readonly public: boolean
  readonly kind: 'scheduled' | 'forced'
  /** The moment of the ledger’s clock that asked for it; null = forced */
  readonly due_at: Time | null
  readonly as_of_seq: Sequence
  readonly as_of_time: Time | null
  readonly created_at: Time
  readonly title: string
  readonly url: string
  readonly html_url: string
}

export type ReportDetail = {
  readonly report_id: string
  /** null = the portfolio of its mode */
  readonly bot_id: string | null
  readonly mode: BotMode
  readonly public: boolean
  readonly kind: 'scheduled' | 'forced'
  /** The moment of the ledger’s clock that asked for it; null = forced */
  readonly due_at: Time | null
  readonly as_of_seq: Sequence
  readonly as_of_time: Time | null
  readonly created_at: Time
  readonly title: string
  readonly url: string
  readonly html_url: string
  readonly kpi: KpiSnapshot
  readonly sheet: TearSheet
}

export type Retried = {
  readonly notification_id: string
  readonly state: 'pending'
}

export type ReturnDay = {
  readonly date: Day
  /** null where there was nothing to grow from: EQUITY_NOT_POSITIVE */
  readonly return_pct: Figure
  /** An exact decimal as text: prices, quantities, amounts and rates */
  readonly equity: string
  /** Below the highest value so far of all snapshots, at the end of the day; null where a later run of a replay stands in its place */
  readonly drawdown_pct: Figure
}

export type ReturnDistribution = {
  /** Closed days that have a return */
  readonly n: number
  readonly mean_pct: Figure
  readonly median_pct: Figure
  /** Sample standard deviation of one day, not annualised */
  readonly stdev_pct: Figure
  /** G₁, adjusted for the sample */
  readonly skewness: Figure
  /** Excess, G₂: 0 for a normal distribution */
  readonly kurtosis: Figure
  /** Positive = loss */
  readonly var_95_pct: Figure
  /** Positive = loss */
  readonly cvar_95_pct: Figure
  readonly best_pct: Figure
  readonly worst_pct: Figure
  /** Equally wide, by Freedman and Diaconis, 5 to 60; one where all days are equal */
  readonly bins: readonly PercentBin[]
}

export type Returns = {
  /** Closed days, oldest first; those that nobody heard returned 0 */
  readonly days: readonly ReturnDay[]
  /** The day that is not over: in months and years, in nothing else */
  readonly running: ReturnDay | null
  readonly months: readonly {
    readonly month: string
    /** null where there was nothing to grow from: EQUITY_NOT_POSITIVE */
    readonly return_pct: Figure
    /** Days asked for that lie in it, the running one too */
    readonly days: number
  }[]
  readonly years: readonly {
    readonly year: number
    /** null where there was nothing to grow from: EQUITY_NOT_POSITIVE */
    readonly return_pct: Figure
    /** Days asked for that lie in it, the running one too */
    readonly days: number
  }[]
  readonly distribution: ReturnDistribution
  /** The five deepest falls of 0.005 % and more whose lowest point lies in the period, deepest first; none that ended at the instant it began */
  readonly drawdowns: readonly RecordFall[]
  readonly rolling: {
    readonly window_days: number
    readonly points: readonly RollingPoint[]
  }
  /** Whether there are more days than the newest 3,660, which everything here is made of */
  readonly truncated: boolean
  /** Of figures of the distribution by their names, and of rolling where it has no point */
  readonly quality: Readonly<Record<string, Quality>>
}

export type ReturnsFile = {
  readonly provenance: Provenance | null
  readonly rows: readonly ReturnDay[]
}

export type Risk = {
  /** Whether an EMERGENCY alarm stops the bot */
  readonly stop_on_emergency: boolean
  /** Whether an EMERGENCY that stops the bot also closes its open trades, each at its next tick */
  readonly close_on_emergency: boolean
  /** Accepted OPEN signals per UTC day; null = no limit */
  readonly max_trades_per_day: number | null
  /** Realised net loss per UTC day, quote units; null = no limit */
  readonly daily_loss_limit: Amount | null
  readonly thresholds: Thresholds
}

export type RiskPatch = {
  readonly stop_on_emergency?: boolean | undefined
  readonly close_on_emergency?: boolean | undefined
  readonly max_trades_per_day?: number | null | undefined
  readonly daily_loss_limit?: string | number | null | undefined
  readonly thresholds?: ThresholdSettings | undefined
}

export type RiskSettings = {
  /** Whether an EMERGENCY alarm stops the bot */
  readonly stop_on_emergency?: boolean | undefined
  /** Whether an EMERGENCY that stops the bot also closes its open trades, each at its next tick */
  readonly close_on_emergency?: boolean | undefined
  /** Accepted OPEN signals per UTC day; null = no limit */
  readonly max_trades_per_day?: number | null | undefined
  /** Realised net loss per UTC day, quote units; null = no limit */
  readonly daily_loss_limit?: string | number | null | undefined
  readonly thresholds?: ThresholdSettings | undefined
}

export type RollingPoint = {
  /** The last day of the window */
  readonly date: Day
  readonly sharpe: Figure
  readonly sortino: Figure
  readonly volatility_pct: Figure
  readonly return_pct: Figure
  readonly quality: Readonly<Record<string, Quality>>
}

/** A ledger sequence */
export type Sequence = number

export type Share = {
  readonly share_id: string
  /** The page that it leads to, below /bot-performance */
  readonly path: string
  readonly title: string | null
  /** Where its figures stand still; null = they are those of the moment */
  readonly as_of_seq: Sequence | null
  readonly created_at: Time
  readonly expires_at: Time | null
  readonly revoked_at: Time | null
}

export type SheetFigure = {
  readonly label: string
  readonly value: string | number | null
  readonly unit: 'text' | 'time' | 'day' | 'amount' | 'price' | 'percent' | 'ratio' | 'count' | 'seconds' | 'days'
  /** Shown with its sign and coloured by it */
  readonly signed?: boolean
  readonly quality?: {
    readonly n: number
    readonly state: 'undefined' | 'low_sample'
    readonly reason: string
  }
  readonly meaning?: string
}

export type SheetTable = {
  readonly title: string
  readonly columns: readonly {
    readonly key: string
    readonly label: string
    readonly unit: 'text' | 'time' | 'day' | 'amount' | 'price' | 'percent' | 'ratio' | 'count' | 'seconds' | 'days'
    readonly signed?: boolean
  }[]
  readonly rows: readonly Readonly<Record<string, string | number | null>>[]
  readonly total?: Readonly<Record<string, string | number | null>>
  readonly narrow?: boolean
  readonly note?: string
}

export type ShownSecret = {
  readonly set: boolean
  readonly last4: string | null
  /** Of a URL: where it goes */
  readonly host?: string
}

export type Signal = {
  /** @unknown for a bot nobody registered */
  readonly bot_id: string
  readonly signal_id: string | null
  readonly outcome: 'ACCEPTED' | 'REJECTED'
  readonly reason:
    | 'MALFORMED'
    | 'UNKNOWN_BOT'
    | 'DUPLICATE'
    | 'NOT_ACTIVE'
    | 'MISSING_FIELD'
    | 'INVALID_DIRECTION'
    | 'INVALID_PRICE'
    | 'INVALID_GEOMETRY'
    | 'EXPIRED_ON_ARRIVAL'
    | 'FILTERED'
    | 'BOT_NOT_RUNNING'
    | 'RISK_LIMIT'
    | 'ENTRY_OFF_MARKET'
    | null
  /** The field at fault */
  readonly field: string | null
  readonly detail: string | null
  /** As it was sent where the signal was rejected */
  readonly action: string | null
  /** As it was sent where the signal was rejected */
  readonly symbol: string | null
  /** As it was sent where the signal was rejected */
  readonly venue: string | null
  /** As it was sent where the signal was rejected */
  readonly market_type: string | null
  /** As it was sent where the signal was rejected */
  readonly direction: string | null
  /** As it was sent where the signal was rejected */
  readonly strategy: string | null
  readonly confidence: number | null
  /** As it was sent where the signal was rejected */
  readonly entry_price: string | null
  /** As it was sent where the signal was rejected */
  readonly take_profit: string | null
  /** As it was sent where the signal was rejected */
  readonly stop_loss: string | null
  readonly trade_id: string | null
  readonly mode: BotMode | null
  readonly time: Time
  readonly source_time: string | null
  readonly received_at: Time
  readonly ledger_seq: Sequence
}

export type SignalDispositions = {
  readonly bot_id: string
  readonly signal_id: string
  readonly trade_id: string | null
  readonly dispositions: readonly {
    readonly outcome: 'ACCEPTED' | 'REJECTED'
    readonly reason:
      | 'MALFORMED'
      | 'UNKNOWN_BOT'
      | 'DUPLICATE'
      | 'NOT_ACTIVE'
      | 'MISSING_FIELD'
      | 'INVALID_DIRECTION'
      | 'INVALID_PRICE'
      | 'INVALID_GEOMETRY'
      | 'EXPIRED_ON_ARRIVAL'
      | 'FILTERED'
      | 'BOT_NOT_RUNNING'
      | 'RISK_LIMIT'
      | 'ENTRY_OFF_MARKET'
      | null
    readonly field: string | null
    readonly detail: string | null
    readonly time: Time
    readonly ledger_seq: Sequence
  }[]
}

export type SignalList = {
  readonly signals: readonly Signal[]
  readonly totals: SignalTotals
}

/** An instruction to open or close one paper trade, CONTRACT section 2. At most 64 KiB. `null` is absent. Unknown fields are recorded, those that sound secret as [redacted]. What breaks a rule is recorded with its reason. */
export type SignalMessage = {
  /** Unique per bot for ever, also when rejected */
  readonly signal_id: string
  /** Default OPEN */
  readonly action?: string | null
  /** Required, such as BTCUSDT; letter case counts */
  readonly symbol: string | null
  /** Default binance; letter case counts */
  readonly venue?: string | null
  /** Default SPOT; a label */
  readonly market_type?: string | null
  /** Required for OPEN */
  readonly direction?: string | null
  /** Required for OPEN */
  readonly entry_price?: string | number | null
  /** Required for OPEN, unless the policy says require_levels: false */
  readonly take_profit?: string | number | null
  /** Required for OPEN, unless the policy says require_levels: false */
  readonly stop_loss?: string | number | null
  /** Default ACTIVE; any other value is recorded and not traded */
  readonly status?: string | null
  /** As the source sees it */
  readonly confidence?: number | null
  /** A name */
  readonly strategy?: string | null
  /** A name */
  readonly timeframe?: string | null
  /** For people */
  readonly note?: string | null
  /** When the source made it */
  readonly time?: string | null
  /** The trade closes at the first tick at or after this */
  readonly expires_at?: string | null
  /** For CLOSE: only the trade that this signal opened */
  readonly opens_signal_id?: string | null
}

export type SignalTotals = {
  /** accepted + rejected */
  readonly received: number
  readonly accepted: number
  readonly rejected: number
  readonly by_reason: Readonly<Record<string, number>>
}

export type SignalsFile = {
  readonly provenance: Provenance | null
  readonly rows: readonly Signal[]
}

export type Silence = {
  readonly bot_id: string
  /** null = every type */
  readonly alarm_type: AlarmType | null
  readonly silenced_until: Time | null
  readonly silenced_by: string
  readonly silenced_reason: string | null
  readonly silenced_at: Time
  readonly ledger_seq: Sequence
}

export type Slippage = {
  readonly n: number
  /** Fills for which no other price was to be expected */
  readonly excluded: number
  /** Weighted by the notional at the expected price */
  readonly mean_bps: Figure
  readonly median_bps: Figure
  readonly p95_bps: Figure
  readonly bins: readonly HistogramBin[]
}

export type Source = {
  readonly source_id: string
  readonly name: string
  /** null = all */
  readonly bots: readonly string[] | null
  /** The last four characters of its token */
  readonly token_end: string
  readonly created_at: Time
  readonly expires_at: Time | null
  readonly last_used_at: Time | null
  readonly revoked_at: Time | null
}

export type Summary = {
  /** Σ realized_pnl of closed trades */
  readonly total_pnl: number
  /** Fraction of closed trades */
  readonly win_rate: Figure
  readonly average_profit: Figure
  /** Negative */
  readonly average_loss: Figure
  /** Open and closed */
  readonly total_trades: number
  readonly open_positions: number
  readonly winning_trades: number
  readonly losing_trades: number
  readonly breakeven_trades: number
  readonly total_signals: number
  readonly quality: Readonly<Record<string, Quality>>
}

export type TakenBatch = {
  readonly bot_id: string
  readonly lines: number
  readonly stored: number
  readonly results: readonly LineResult[]
}

export type TakenSignal = {
  readonly bot_id: string
  readonly signal_id: string
  /** Its sequence in SIGNALS */
  readonly input_seq: number
  /** Where its disposition will be */
  readonly location: string
}

export type TearSheet = {
  readonly version: 1
  readonly title: string
  readonly subtitle: string | null
  readonly banner: string | null
  readonly as_of: {
    readonly time: Time | null
    readonly seq: Sequence | null
  }
  readonly notes: readonly string[]
  readonly headline: readonly SheetFigure[]
  readonly groups: readonly {
    readonly title: string
    readonly figures: readonly SheetFigure[]
  }[]
  readonly equity: Curve | null
  readonly drawdown: Curve | null
  readonly monthly: readonly {
    readonly year: number
    readonly months: readonly (number | null)[]
    readonly total: number | null
  }[]
  readonly tables: readonly SheetTable[]
  readonly provenance: readonly {
    readonly label: string
    readonly text: string
    readonly href?: string
  }[]
}

export type ThresholdSettings = Partial<
  Readonly<
    Record<
      | 'MAX_DRAWDOWN_EXCEEDED'
      | 'DAILY_LOSS_LIMIT'
      | 'CONSECUTIVE_LOSSES'
      | 'LOW_WIN_RATE'
      | 'POSITION_SIZE_EXCEEDED'
      | 'TOTAL_EXPOSURE_EXCEEDED'
      | 'ACCOUNT_BALANCE_LOW'
      | 'SHARPE_DEGRADATION'
      | 'PROFIT_FACTOR_LOW',
      {
        /** Threshold per level, in the figure’s unit */
        readonly levels?: Partial<Readonly<Record<'INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY', number>>> | undefined
        /** Per cent of the threshold */
        readonly recovery_margin_pct?: number | undefined
        /** How long the figure must stay recovered */
        readonly dwell_seconds?: number | undefined
        /** Per level, between two raisings */
        readonly cooldown_seconds?: number | undefined
      }
    >
  >
>

export type Thresholds = Partial<
  Readonly<
    Record<
      | 'MAX_DRAWDOWN_EXCEEDED'
      | 'DAILY_LOSS_LIMIT'
      | 'CONSECUTIVE_LOSSES'
      | 'LOW_WIN_RATE'
      | 'POSITION_SIZE_EXCEEDED'
      | 'TOTAL_EXPOSURE_EXCEEDED'
      | 'ACCOUNT_BALANCE_LOW'
      | 'SHARPE_DEGRADATION'
      | 'PROFIT_FACTOR_LOW',
      {
        /** Threshold per level, in the figure’s unit */
        readonly levels?: Partial<Readonly<Record<'INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY', number>>>
        /** Per cent of the threshold */
        readonly recovery_margin_pct?: number
        /** How long the figure must stay recovered */
        readonly dwell_seconds?: number
        /** Per level, between two raisings */
        readonly cooldown_seconds?: number
      }
    >
  >
>

export type Time = string

export type Trade = {
  readonly trade_id: string
  readonly bot_id: string
  readonly signal_id: string
  readonly symbol: string
  readonly venue: string
  readonly market_type: 'SPOT' | 'FUTURES'
  readonly direction: 'LONG' | 'SHORT'
  readonly strategy: string | null
  readonly confidence: number | null
  readonly status: TradeStatus
  readonly position_size: Amount
  readonly quantity: Amount | null
  readonly entry_price: Amount | null
  readonly exit_price: Amount | null
  readonly take_profit: Amount | null
  readonly stop_loss: Amount | null
  readonly entry_time: Time | null
  readonly exit_time: Time | null
  readonly duration_seconds: number | null
  readonly gross_pnl: Amount | null
  readonly entry_fee: Amount | null
  readonly exit_fee: Amount | null
  readonly fees: Amount | null
  readonly realized_pnl: Amount | null
  /** Per cent of position_size */
  readonly realized_pnl_pct: Amount | null
  /** One candle touched both levels; booked as the loss */
  readonly ambiguous: boolean
  /** Eligible ticks were gone from the stream before they could be seen */
  readonly price_gap: boolean
  readonly mode: BotMode
  readonly run: string | null
  readonly expires_at: Time | null
  /** Why a NOT_ENTERED trade was not entered */
  readonly missed_reason: 'EXPIRED' | 'TAKE_PROFIT' | 'STOP_LOSS' | 'CLOSED' | null
  /** The CLOSE signal that closed it */
  readonly closed_by: string | null
  readonly policy_hash: string
  readonly accepted_at: Time
  readonly accepted_seq: Sequence
}

export type TradeDetail = {
  readonly trade_id: string
  readonly bot_id: string
  readonly signal_id: string
  readonly symbol: string
  readonly venue: string
  readonly market_type: 'SPOT' | 'FUTURES'
  readonly direction: 'LONG' | 'SHORT'
  readonly strategy: string | null
  readonly confidence: number | null
  readonly status:
    | 'OPEN'
    | 'CLOSED_TP'
    | 'CLOSED_SL'
    | 'CLOSED_EXPIRED'
    | 'CLOSED_SIGNAL'
    | 'CLOSED_MANUAL'
    | 'NOT_ENTERED'
    | 'WAITING'
  readonly position_size: Amount
  readonly quantity: Amount | null
  readonly entry_price: Amount | null
  readonly exit_price: Amount | null
  readonly take_profit: Amount | null
  readonly stop_loss: Amount | null
  readonly entry_time: Time | null
  readonly exit_time: Time | null
  readonly duration_seconds: number | null
  readonly gross_pnl: Amount | null
  readonly entry_fee: Amount | null
  readonly exit_fee: Amount | null
  readonly fees: Amount | null
  readonly realized_pnl: Amount | null
  /** Per cent of position_size */
  readonly realized_pnl_pct: Amount | null
  /** One candle touched both levels; booked as the loss */
  readonly ambiguous: boolean
  /** Eligible ticks were gone from the stream before they could be seen */
  readonly price_gap: boolean
  readonly mode: BotMode
  readonly run: string | null
  readonly expires_at: Time | null
  /** Why a NOT_ENTERED trade was not entered */
  readonly missed_reason: 'EXPIRED' | 'TAKE_PROFIT' | 'STOP_LOSS' | 'CLOSED' | null
  /** The CLOSE signal that closed it */
  readonly closed_by: string | null
  readonly policy_hash: string
  readonly accepted_at: Time
  readonly accepted_seq: Sequence
  readonly fills: readonly Fill[]
  readonly events: readonly TradeFact[]
}

export type TradeFact =
  | {
      /** Pure function of the cause; doubles as Nats-Msg-Id */
      readonly id: string
      readonly type: 'signal.accepted'
      readonly version: 1
      /** A bot id, @all or @unknown */
      readonly bot_id: string
      /** When it counts */
      readonly time: Time
      /** When it was written; informs only */
      readonly recorded_at: Time
      /** Id of the direct cause */
      readonly cause: string | null
      /** The signal that set things going */
      readonly correlation: string | null
      readonly data: {
        readonly signal_id: string
        readonly action: 'OPEN' | 'CLOSE'
        readonly symbol: string
        readonly venue: string
        readonly market_type: 'SPOT' | 'FUTURES'
        /** For CLOSE: only trades of this direction; null = both */
        readonly direction: 'LONG' | 'SHORT' | null
        readonly entry_price: Amount | null
        readonly take_profit: Amount | null
        readonly stop_loss: Amount | null
        readonly confidence: number | null
        readonly strategy: string | null
        readonly timeframe: string | null
        readonly note: string | null
        /** When the source made it */
        readonly source_time: Time | null
        readonly expires_at: Time | null
        /** For CLOSE: only the trade that this signal opened */
        readonly opens_signal_id: string | null
        /** The trade it opens; null for CLOSE */
        readonly trade_id: string | null
        readonly mode: 'live' | 'replay' | 'demo'
        /** The replay it belongs to */
        readonly run: string | null
        readonly position_size: Amount
        readonly policy: Policy
        readonly policy_hash: string
        /** Last accepted tick strictly before the acceptance */
        readonly last_tick: {
          readonly price: Amount
          /** The source’s time, else the receive time */
          readonly time: Time
          /** Sequence in PRICES, or in REPLAYS for a replay */
          readonly seq: number
          readonly bid?: Amount
          readonly ask?: Amount
        } | null
        /** Eligible is every accepted tick of the instrument behind this sequence */
        readonly ticks_after: number
        /** Creation time of the stream that ticks_after counts in */
        readonly ticks_epoch: string
        readonly input: {
          readonly stream: 'SIGNALS'
          /** Creation time of the stream: a sequence means nothing without it */
          readonly epoch: string
          readonly seq: number
          /** When the bus stored it */
          readonly received_at: Time
        }
        /** Unknown fields, secrets redacted */
        readonly extra: Readonly<Record<string, unknown>>
      }
      readonly ledger_seq: Sequence
    }
  | {
      /** Pure function of the cause; doubles as Nats-Msg-Id */
      readonly id: string
      readonly type: 'fill.recorded'
      readonly version: 1
      /** A bot id, @all or @unknown */
      readonly bot_id: string
      /** When it counts */
      readonly time: Time
      /** When it was written; informs only */
      readonly recorded_at: Time
      /** Id of the direct cause */
      readonly cause: string | null
      /** The signal that set things going */
      readonly correlation: string | null
      readonly data: {
        readonly trade_id: string
        readonly signal_id: string
        readonly symbol: string
        readonly venue: string
        readonly direction: 'LONG' | 'SHORT'
        readonly mode: 'live' | 'replay' | 'demo'
        readonly run: string | null
        /** Eligible ticks were gone from the stream before they could be seen */
        readonly price_gap: boolean
        readonly evidence: Evidence
        readonly leg: 'entry' | 'exit'
        /** The trade’s status from here on */
        readonly status:
          | 'OPEN'
          | 'CLOSED_TP'
          | 'CLOSED_SL'
          | 'CLOSED_EXPIRED'
          | 'CLOSED_SIGNAL'
          | 'CLOSED_MANUAL'
          | 'NOT_ENTERED'
        readonly price: Amount
        readonly quantity: Amount
        /** An exact decimal as text: prices, quantities, amounts and rates */
        readonly notional: string
        readonly fee: Amount
        /** One candle touched both levels; booked as the loss */
        readonly ambiguous: boolean
        readonly exit: {
          readonly entry_price: Amount
          readonly entry_time: Time
          readonly entry_fee: Amount
          readonly gross_pnl: Amount
          /** An exact decimal as text: prices, quantities, amounts and rates */
          readonly realized_pnl: string
          /** The CLOSE signal, where one closed it */
          readonly closed_by: string | null
        } | null
      }
      readonly ledger_seq: Sequence
    }
  | {
      /** Pure function of the cause; doubles as Nats-Msg-Id */
      readonly id: string
      readonly type: 'entry.missed'
      readonly version: 1
      /** A bot id, @all or @unknown */
      readonly bot_id: string
      /** When it counts */
      readonly time: Time
      /** When it was written; informs only */
      readonly recorded_at: Time
      /** Id of the direct cause */
      readonly cause: string | null
      /** The signal that set things going */
      readonly correlation: string | null
      readonly data: {
        readonly trade_id: string
        readonly signal_id: string
        readonly symbol: string
        readonly venue: string
        readonly direction: 'LONG' | 'SHORT'
        readonly mode: 'live' | 'replay' | 'demo'
        readonly run: string | null
        /** Eligible ticks were gone from the stream before they could be seen */
        readonly price_gap: boolean
        readonly evidence: Evidence
        readonly reason: 'EXPIRED' | 'TAKE_PROFIT' | 'STOP_LOSS' | 'CLOSED'
      }
      readonly ledger_seq: Sequence
    }
  | {
      /** Pure function of the cause; doubles as Nats-Msg-Id */
      readonly id: string
      readonly type: 'trade.close_requested'
      readonly version: 1
      /** A bot id, @all or @unknown */
      readonly bot_id: string
      /** When it counts */
      readonly time: Time
      /** When it was written; informs only */
      readonly recorded_at: Time
      /** Id of the direct cause */
      readonly cause: string | null
      /** The signal that set things going */
      readonly correlation: string | null
      readonly data: {
        readonly ticks_epoch: string
        readonly ticks_after: number
        readonly trade_id: string
        readonly by: string
        readonly reason: string | null
      }
      readonly ledger_seq: Sequence
    }
  | {
      /** Pure function of the cause; doubles as Nats-Msg-Id */
      readonly id: string
      readonly type: 'bot.stopped'
      readonly version: 1
      /** A bot id, @all or @unknown */
      readonly bot_id: string
      /** When it counts */
      readonly time: Time
      /** When it was written; informs only */
      readonly recorded_at: Time
      /** Id of the direct cause */
      readonly cause: string | null
      /** The signal that set things going */
      readonly correlation: string | null
      readonly data: {
        readonly by: 'operator' | 'alarm'
        readonly reason: string | null
        /** The emergency that stopped it */
        readonly alarm_id: string | null
        /** Meant to go on soon; absent = no */
        readonly paused?: boolean
        /** Its open trades close at their next tick behind this one; absent = they go on to their exits */
        readonly close_open_trades?: {
          readonly ticks_epoch: string
          readonly ticks_after: number
        }
      }
      readonly ledger_seq: Sequence
    }

export type TradeFigures = {
  readonly trades: number
  readonly winning_trades: number
  readonly losing_trades: number
  readonly breakeven_trades: number
  readonly gross_pnl: number
  readonly fees: number
  readonly realized_pnl: number
  readonly exact: {
    readonly gross_pnl: Amount
    readonly fees: Amount
    readonly realized_pnl: Amount
  }
  readonly win_rate_pct: Figure
  readonly profit_factor: Figure
  /** Mean net profit */
  readonly expectancy: Figure
  readonly expectancy_ratio: Figure
  readonly average_win: Figure
  /** Negative */
  readonly average_loss: Figure
  /** Average win / −average loss */
  readonly payoff_ratio: Figure
  readonly largest_win: Figure
  /** Negative */
  readonly largest_loss: Figure
  readonly max_consecutive_wins: number
  readonly max_consecutive_losses: number
  readonly average_duration_seconds: Figure
  /** √n × mean / deviation of net profits */
  readonly sqn: Figure
  /** Share of capital to risk by Kelly; below 0: nothing */
  readonly kelly_pct: Figure
  /** Of each figure that is undefined or rests on too little */
  readonly quality: Readonly<Record<string, Quality>>
}

export type TradePrices = {
  readonly trade_id: string
  /** gone: the stream holds none of them any more */
  readonly source: 'ticks' | 'gone'
  /** Whether every accepted price from entry to exit (or now) was seen */
  readonly complete: boolean
  /** OTHER_STREAM: the stream was made anew. TOO_MANY: only the first prices were read */
  readonly incomplete_reason: 'NOT_ENTERED' | 'AGED_OUT' | 'OTHER_STREAM' | 'TOO_MANY' | null
  /** At most 1,000, from a little before entry to a little after exit; thinned by lowest and highest */
  readonly points: readonly {
    readonly time: Time
    readonly price: number
  }[]
  /** Prices that were read */
  readonly ticks: number
  /** Between entry and exit, both included */
  readonly highest: Amount | null
  readonly lowest: Amount | null
  /** How far the price went against the trade, per cent of entry_price; null unless complete */
  readonly mae_pct: Figure
  /** How far it went the trade’s way, per cent of entry_price; null unless complete */
  readonly mfe_pct: Figure
}

export type TradeSlice = {
  readonly trades: number
  readonly winning_trades: number
  readonly losing_trades: number
  readonly breakeven_trades: number
  readonly gross_pnl: number
  readonly fees: number
  readonly realized_pnl: number
  readonly exact: {
    readonly gross_pnl: Amount
    readonly fees: Amount
    readonly realized_pnl: Amount
  }
  /** null = none, or many where values is above 1 */
  readonly value: string | null
  /** How many values it stands for: 1, or in the last slice all that are not named */
  readonly values: number
}

export type TradeStatistics = {
  readonly all: TradeFigures
  readonly long: TradeFigures
  readonly short: TradeFigures
  /** Each sums exactly to all */
  readonly by: {
    readonly bot: readonly TradeSlice[]
    readonly strategy: readonly TradeSlice[]
    readonly symbol: readonly TradeSlice[]
    readonly direction: readonly TradeSlice[]
    readonly market_type: readonly TradeSlice[]
    readonly exit_reason: readonly TradeSlice[]
    /** Of exit_time, UTC, 00 to 23 */
    readonly hour: readonly TradeSlice[]
    /** Of exit_time, UTC, 1 (Monday) to 7 */
    readonly weekday: readonly TradeSlice[]
  }
  /** Net profit / what stood at risk at the stop; trades without a stop have none */
  readonly r_multiples: Histogram
  /** Seconds from entry to exit */
  readonly durations: Histogram
  /** realized_pnl_pct */
  readonly pnl_pct: Histogram
  /** The five highest and lowest net profits */
  readonly top: {
    readonly best: readonly Trade[]
    readonly worst: readonly Trade[]
  }
}

export type TradeStatus =
  | 'OPEN'
  | 'CLOSED_TP'
  | 'CLOSED_SL'
  | 'CLOSED_EXPIRED'
  | 'CLOSED_SIGNAL'
  | 'CLOSED_MANUAL'
  | 'NOT_ENTERED'

export type TradesFile = {
  readonly provenance: Provenance | null
  readonly rows: readonly Trade[]
}

export type Tried = {
  readonly notification_id: string
  readonly outcome: 'delivered' | 'retry' | 'failed' | 'gone'
  readonly status_code: number | null
  readonly error: string | null
  readonly duration_ms: number
}

export type WrittenBot = Bot | RecordedBot

/** Every operation of the gateway by its id. */
export type ApiMethods = {
  /** Lists trades, newest first. Cursors survive whatever is written meanwhile: a walk sees each trade that was listed when it began, once. With `as_of` the list as it stood: what ended later is OPEN in it, for every filter. */
  listTrades: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** Strategies */
      readonly strategy?: readonly string[] | undefined
      /** Kinds of market */
      readonly market_type?: readonly ('SPOT' | 'FUTURES')[] | undefined
      /** Directions */
      readonly direction?: readonly ('LONG' | 'SHORT')[] | undefined
      /** Entered at or after; a day means its start in UTC */
      readonly from?: string | undefined
      /** Entered before; a day is included whole */
      readonly to?: string | undefined
      /** A trade without confidence is below */
      readonly min_confidence?: number | undefined
      /** CLOSED means all that closed */
      readonly status?:
        | readonly (
            | 'OPEN'
            | 'CLOSED'
            | 'CLOSED_TP'
            | 'CLOSED_SL'
            | 'CLOSED_EXPIRED'
            | 'CLOSED_SIGNAL'
            | 'CLOSED_MANUAL'
            | 'NOT_ENTERED'
          )[]
        | undefined
      /** Rows of a page */
      readonly limit?: number | undefined
      /** page.next of the page before, with the same filters */
      readonly cursor?: string | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Trade[]>>
  /** Counts and sums of trades and signals. Over all that match the filters. win_rate is a fraction; average_loss is negative. */
  getSummary: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** Strategies */
      readonly strategy?: readonly string[] | undefined
      /** Kinds of market */
      readonly market_type?: readonly ('SPOT' | 'FUTURES')[] | undefined
      /** Directions */
      readonly direction?: readonly ('LONG' | 'SHORT')[] | undefined
      /** Entered at or after; a day means its start in UTC */
      readonly from?: string | undefined
      /** Entered before; a day is included whole */
      readonly to?: string | undefined
      /** A trade without confidence is below */
      readonly min_confidence?: number | undefined
      /** CLOSED means all that closed */
      readonly status?:
        | readonly (
            | 'OPEN'
            | 'CLOSED'
            | 'CLOSED_TP'
            | 'CLOSED_SL'
            | 'CLOSED_EXPIRED'
            | 'CLOSED_SIGNAL'
            | 'CLOSED_MANUAL'
            | 'NOT_ENTERED'
          )[]
        | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Summary>>
  /** Lists open trades at the prices of now. With `as_of` those that were open then, without prices: no price of a past moment is kept for this list. */
  listOpenPositions: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** Strategies */
      readonly strategy?: readonly string[] | undefined
      /** Kinds of market */
      readonly market_type?: readonly ('SPOT' | 'FUTURES')[] | undefined
      /** Directions */
      readonly direction?: readonly ('LONG' | 'SHORT')[] | undefined
      /** Entered at or after; a day means its start in UTC */
      readonly from?: string | undefined
      /** Entered before; a day is included whole */
      readonly to?: string | undefined
      /** A trade without confidence is below */
      readonly min_confidence?: number | undefined
      /** Rows of a page */
      readonly limit?: number | undefined
      /** page.next of the page before, with the same filters */
      readonly cursor?: string | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Position[]>>
  /** All figures and breakdowns. The whole KPI snapshot, and profit by day, week, month, hour, weekday, symbol, direction, strategy, market type and exit reason. Of one bot also its record by policy. */
  getPerformance: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Performance>>
  /** One trade with its evidence. Its fills with the ticks that decided them, and its facts as the ledger itself has them. */
  getTrade: (
    input: {
      /** The trade */
      readonly trade_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<TradeDetail>>
  /** Closes a trade at its next tick. It ends as CLOSED_MANUAL. Asked again before that, the answer is the same and nothing is recorded. */
  closeTrade: (
    input: {
      /** The trade */
      readonly trade_id: string
      readonly body?: {
        /** Why */
        readonly reason?: string | null | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<TradeDetail>>
  /** The newest figures. Of a bot, or without bot_id of the portfolio of all public bots of a mode. */
  getCurrentKpi: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<CurrentKpi>>
  /** How figures went, oldest first. At most 1,000 snapshots, or with `interval` pages of up to 5,000; each is the last of its interval, never a mean. `limit` and `cursor` need an interval. */
  getKpiHistory: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** How far back, to six decimals */
      readonly hours?: number | undefined
      /** How far apart; without it the finest that gives at most 1,000 points */
      readonly interval?: '1m' | '5m' | '15m' | '30m' | '1h' | '4h' | '12h' | '1d' | '1w' | undefined
      /** Points of a page; only with interval */
      readonly limit?: number | undefined
      /** page.next of the page before, with the same filters */
      readonly cursor?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly KpiSnapshot[]>>
  /** The few figures to see first, in per cent. */
  getKpiSummary: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<KpiSummary>>
  /** All that a dashboard shows first. */
  getOverview: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Overview>>
  /** Daily returns, and what is made of them. Of a bot, or without bot_id of the portfolio of all public bots of a mode, whose returns are time-weighted. Months, years, distribution, rolling figures and worst drawdowns of the days asked for, by the definitions of the KPI snapshot; rolling windows reach back behind `from`, drawdowns are measured from the highest value of the whole record. Depth and dates of the deepest drawdown are exact; of others they are as the ends of days saw them. */
  getReturns: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Days that begin at or after it */
      readonly from?: string | undefined
      /** Days that begin before it; a day is included */
      readonly to?: string | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Returns>>
  /** How the daily returns of bots move with each other. Of 2 to 40 bots of one mode, or without bot_id of the bots of a mode, over at most the newest 1,096 closed days of each. As of a ledger sequence, over the days closed by then; as of a time, over the days that were over by then. */
  getCorrelation: (
    input?: {
      /** Bots of one mode */
      readonly bot_id?: readonly string[] | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Correlation>>
  /** Buying and holding the instrument that was traded most. Or the one named by `symbol`, on the venue and market where it was traded most. The only prices that are kept for ever are those of the record’s own fills, so these are what it is made of: it begins with the first and ends with the last of them, and says nothing of the time between two. There is no beta or alpha: prices of different moments of each day would bias both. */
  getBenchmark: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** One symbol */
      readonly symbol?: string | undefined
      /** Fills at or after it; a day means its start in UTC */
      readonly from?: string | undefined
      /** Fills before it; a day is included whole */
      readonly to?: string | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Benchmark>>
  /** What closed trades came to. All, long and short ones; broken down, each breakdown summing exactly to all; and how single trades are spread. With `as_of` of the trades that were closed by then. Figures that a KPI snapshot has too are the same there. */
  getTradeStatistics: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** Strategies */
      readonly strategy?: readonly string[] | undefined
      /** Kinds of market */
      readonly market_type?: readonly ('SPOT' | 'FUTURES')[] | undefined
      /** Directions */
      readonly direction?: readonly ('LONG' | 'SHORT')[] | undefined
      /** Entered at or after; a day means its start in UTC */
      readonly from?: string | undefined
      /** Entered before; a day is included whole */
      readonly to?: string | undefined
      /** A trade without confidence is below */
      readonly min_confidence?: number | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<TradeStatistics>>
  /** How signals became fills. Accepted, entered and missed; how long steps took and by whose clock; how far fills were from the prices to be expected, positive = cost. Latencies are those of the newest trades. `from` and `to` are of the entry, or of the acceptance where there was none. With `as_of` of what was accepted by then. */
  getExecution: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** Strategies */
      readonly strategy?: readonly string[] | undefined
      /** Kinds of market */
      readonly market_type?: readonly ('SPOT' | 'FUTURES')[] | undefined
      /** Directions */
      readonly direction?: readonly ('LONG' | 'SHORT')[] | undefined
      /** Entered at or after; a day means its start in UTC */
      readonly from?: string | undefined
      /** Entered before; a day is included whole */
      readonly to?: string | undefined
      /** A trade without confidence is below */
      readonly min_confidence?: number | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Execution>>
  /** The bots of one mode, the best first. All of them: who has too few trades, or no such figure, comes behind the ranked ones with the reason. At most 500 rows. */
  getLeaderboard: (
    input?: {
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** What bots are ranked by */
      readonly metric?:
        | 'total_return_pct'
        | 'roi_pct'
        | 'cagr_pct'
        | 'realized_pnl'
        | 'account_value'
        | 'sharpe_ratio'
        | 'sortino_ratio'
        | 'calmar_ratio'
        | 'profit_factor'
        | 'win_rate_pct'
        | 'expectancy'
        | 'expectancy_ratio'
        | 'total_trades'
        | 'volatility_pct'
        | 'max_drawdown_pct'
        | 'var_95_pct'
        | 'cvar_95_pct'
        | undefined
      /** Bots with fewer closed trades are listed behind, unranked */
      readonly min_trades?: number | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Leaderboard>>
  /** The prices around a trade. As the price stream still has them: ticks are kept for a week. Of a trade that is open, up to now, to the ten seconds. */
  getTradePrices: (
    input: {
      /** The trade */
      readonly trade_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<TradePrices>>
  /** Trades as a file. What the list of trades shows under the same filters, newest first. All of it in one file, out of one snapshot; more than 200,000 rows as ndjson only. */
  exportTrades: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** Strategies */
      readonly strategy?: readonly string[] | undefined
      /** Kinds of market */
      readonly market_type?: readonly ('SPOT' | 'FUTURES')[] | undefined
      /** Directions */
      readonly direction?: readonly ('LONG' | 'SHORT')[] | undefined
      /** Entered at or after; a day means its start in UTC */
      readonly from?: string | undefined
      /** Entered before; a day is included whole */
      readonly to?: string | undefined
      /** A trade without confidence is below */
      readonly min_confidence?: number | undefined
      /** CLOSED means all that closed */
      readonly status?:
        | readonly (
            | 'OPEN'
            | 'CLOSED'
            | 'CLOSED_TP'
            | 'CLOSED_SL'
            | 'CLOSED_EXPIRED'
            | 'CLOSED_SIGNAL'
            | 'CLOSED_MANUAL'
            | 'NOT_ENTERED'
          )[]
        | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** What the file is */
      readonly format?: 'csv' | 'json' | 'ndjson' | 'xlsx' | undefined
      /** Whether the file says where it comes from */
      readonly provenance?: 'true' | 'false' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<TradesFile | string>>
  /** Open trades as a file. What the list of open positions shows under the same filters, at the prices of now; with `as_of` at none. All of it in one file, out of one snapshot; more than 200,000 rows as ndjson only. */
  exportPositions: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** Strategies */
      readonly strategy?: readonly string[] | undefined
      /** Kinds of market */
      readonly market_type?: readonly ('SPOT' | 'FUTURES')[] | undefined
      /** Directions */
      readonly direction?: readonly ('LONG' | 'SHORT')[] | undefined
      /** Entered at or after; a day means its start in UTC */
      readonly from?: string | undefined
      /** Entered before; a day is included whole */
      readonly to?: string | undefined
      /** A trade without confidence is below */
      readonly min_confidence?: number | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** What the file is */
      readonly format?: 'csv' | 'json' | 'ndjson' | 'xlsx' | undefined
      /** Whether the file says where it comes from */
      readonly provenance?: 'true' | 'false' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<PositionsFile | string>>
  /** Signals as a file. What the list of signals shows under the same filters, newest first. All of it in one file, out of one snapshot; more than 200,000 rows as ndjson only. */
  exportSignals: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** What became of them */
      readonly outcome?: 'ACCEPTED' | 'REJECTED' | undefined
      /** Why they were rejected; none that was accepted has a reason */
      readonly reason?:
        | readonly (
            | 'MALFORMED'
            | 'UNKNOWN_BOT'
            | 'DUPLICATE'
            | 'NOT_ACTIVE'
            | 'MISSING_FIELD'
            | 'INVALID_DIRECTION'
            | 'INVALID_PRICE'
            | 'INVALID_GEOMETRY'
            | 'EXPIRED_ON_ARRIVAL'
            | 'FILTERED'
            | 'BOT_NOT_RUNNING'
            | 'RISK_LIMIT'
            | 'ENTRY_OFF_MARKET'
          )[]
        | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** What the file is */
      readonly format?: 'csv' | 'json' | 'ndjson' | 'xlsx' | undefined
      /** Whether the file says where it comes from */
      readonly provenance?: 'true' | 'false' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<SignalsFile | string>>
  /** A record’s figures over time as a file. Every figure of a bot or a portfolio, oldest first, at the ends of days; of the last 90 days also of hours, of the last two of minutes. All of it in one file, out of one snapshot; more than 200,000 rows as ndjson only. */
  exportEquity: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Snapshots at or after it; a day means its start in UTC */
      readonly from?: string | undefined
      /** Snapshots before it; a day is included whole */
      readonly to?: string | undefined
      /** How far apart */
      readonly interval?: '1d' | '1h' | '1m' | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** What the file is */
      readonly format?: 'csv' | 'json' | 'ndjson' | 'xlsx' | undefined
      /** Whether the file says where it comes from */
      readonly provenance?: 'true' | 'false' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<EquityFile | string>>
  /** A record’s days as a file. Return, account value and drawdown of each closed day, oldest first. All of it in one file, out of one snapshot; more than 200,000 rows as ndjson only. */
  exportReturns: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Days that begin at or after it */
      readonly from?: string | undefined
      /** Days that begin before it; a day is included */
      readonly to?: string | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** What the file is */
      readonly format?: 'csv' | 'json' | 'ndjson' | 'xlsx' | undefined
      /** Whether the file says where it comes from */
      readonly provenance?: 'true' | 'false' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<ReturnsFile | string>>
  /** Lists bots with their states, oldest first. */
  listBots: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Rows of a page */
      readonly limit?: number | undefined
      /** page.next of the page before, with the same filters */
      readonly cursor?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Bot[]>>
  /** Registers a bot. A signal that is sent after the answer finds the bot. mode, public and initial_capital never change. */
  registerBot: (
    input: {
      readonly body: BotRegistration
    },
    options?: RequestOptions,
  ) => Promise<Answer<WrittenBot>>
  /** One bot with its state. */
  getBot: (
    input: {
      /** The bot */
      readonly bot_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Bot>>
  /** Changes settings of a bot. Each field that is named replaces what was. What was traded before stays as it was traded. */
  configureBot: (
    input: {
      /** The bot */
      readonly bot_id: string
      readonly body: BotPatch
    },
    options?: RequestOptions,
  ) => Promise<Answer<WrittenBot>>
  /** Accepts signals again. */
  startBot: (
    input: {
      /** The bot */
      readonly bot_id: string
      readonly body?: {
        /** Why */
        readonly reason?: string | null | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<WrittenBot>>
  /** Accepts no OPEN signal for a while. A stop that is meant to end soon. Open trades go on to their exits. */
  pauseBot: (
    input: {
      /** The bot */
      readonly bot_id: string
      readonly body?: {
        /** Why */
        readonly reason?: string | null | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<WrittenBot>>
  /** Accepts no OPEN signal any more. Open trades go on to their exits, or close at their next ticks with close_open_trades. */
  stopBot: (
    input: {
      /** The bot */
      readonly bot_id: string
      readonly body?: {
        /** Why */
        readonly reason?: string | null | undefined
        /** Open trades close at their next ticks; not of replay bots */
        readonly close_open_trades?: boolean | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<WrittenBot>>
  /** What a bot does now. */
  getBotState: (
    input: {
      /** The bot */
      readonly bot_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<BotState>>
  /** What was done with a bot, newest first. Its registration, changes of its settings, and each start, pause and stop with who and why. */
  listBotEvents: (
    input: {
      /** The bot */
      readonly bot_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<BotEvents>>
  /** Lists what became of each message, newest first. received = accepted + rejected, always: totals are over all of the bot or mode, whatever else narrows the list. With `as_of` both are of what had been decided by then. */
  listSignals: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Symbols */
      readonly symbol?: readonly string[] | undefined
      /** What became of them */
      readonly outcome?: 'ACCEPTED' | 'REJECTED' | undefined
      /** Why they were rejected; none that was accepted has a reason */
      readonly reason?:
        | readonly (
            | 'MALFORMED'
            | 'UNKNOWN_BOT'
            | 'DUPLICATE'
            | 'NOT_ACTIVE'
            | 'MISSING_FIELD'
            | 'INVALID_DIRECTION'
            | 'INVALID_PRICE'
            | 'INVALID_GEOMETRY'
            | 'EXPIRED_ON_ARRIVAL'
            | 'FILTERED'
            | 'BOT_NOT_RUNNING'
            | 'RISK_LIMIT'
            | 'ENTRY_OFF_MARKET'
          )[]
        | undefined
      /** As figures stood then: a ledger sequence, or a time */
      readonly as_of?: string | undefined
      /** Rows of a page */
      readonly limit?: number | undefined
      /** page.next of the page before, with the same filters */
      readonly cursor?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<SignalList>>
  /** Publishes a signal, or a batch of them. Answers once the bus has stored it; what it is worth is decided behind, as for any other signal. As application/x-ndjson each line is a signal, up to 1,000 of them in 1 MiB: 202 where all are stored, 207 where some are not. The same Idempotency-Key with the same body publishes once and gets the same answer again. */
  publishSignal: (
    input: {
      /** The bot */
      readonly bot_id: string
      readonly body: SignalMessage
    },
    options?: RequestOptions,
  ) => Promise<Answer<TakenSignal | TakenBatch>>
  /** What became of one signal. One disposition per message that came under this id, oldest first. */
  getSignal: (
    input: {
      /** The bot */
      readonly bot_id: string
      /** The signal’s own id, percent-encoded */
      readonly signal_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<SignalDispositions>>
  /** Lists sources, newest first. Also those that were revoked. */
  listSources: (
    input?: {
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Source[]>>
  /** Makes a token for a source. The token is in this answer and in no other. What is kept of it is a hash. */
  addSource: (
    input: {
      readonly body: {
        readonly name: string
        readonly bots: readonly string[] | null
        readonly expires_at?: string | null | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<NewSource>>
  /** One source. */
  getSource: (
    input: {
      /** The source */
      readonly source_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Source>>
  /** Ends what a source may do. At once and on every gateway. Again changes nothing. */
  revokeSource: (
    input: {
      /** The source */
      readonly source_id: string
    },
    options?: RequestOptions,
  ) => Promise<Answer<Source>>
  /** Lists shared links, newest first. Also those that have ended. Their tokens are not shown. */
  listShares: (
    input?: {
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Share[]>>
  /** Makes a link to a page. To any page that anybody may see, with its filters: as things are when it is followed, or with `frozen` as of one ledger sequence: that of the figures which stood at `as_of` of the path, without one the newest. What could not be shown is refused, at `/path`. The link is in this answer and in no other. What is kept of it is a hash. */
  addShare: (
    input: {
      readonly body: {
        /** A public page below /bot-performance with its query, such as /performance?bot_id=momentum-btc: written as in an address, with parameters that the dashboard understands, each once */
        readonly path: string
        /** Whether its figures stand still: as of as_of in the path, without one as they are now */
        readonly frozen?: boolean | undefined
        readonly title?: string | null | undefined
        readonly expires_at?: string | null | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<NewShare>>
  /** One shared link. */
  getShare: (
    input: {
      /** The shared link */
      readonly share_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Share>>
  /** Ends a shared link. At once and on every gateway. Again changes nothing. */
  revokeShare: (
    input: {
      /** The shared link */
      readonly share_id: string
    },
    options?: RequestOptions,
  ) => Promise<Answer<Share>>
  /** Alarms that are raised and not cleared, newest first. Silence under `meta.monitoring.state` NO_DATA is not calm. */
  listActiveAlarms: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      readonly group_by?: 'level' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Alarm[] | AlarmsByLevel>>
  /** Alarms that stood at any moment of the last hours. */
  listAlarmHistory: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** How far back, to six decimals */
      readonly hours?: number | undefined
      /** Levels */
      readonly level?: readonly ('INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY')[] | undefined
      /** Types of alarm */
      readonly alarm_type?:
        | readonly (
            | 'MAX_DRAWDOWN_EXCEEDED'
            | 'DAILY_LOSS_LIMIT'
            | 'CONSECUTIVE_LOSSES'
            | 'LOW_WIN_RATE'
            | 'POSITION_SIZE_EXCEEDED'
            | 'TOTAL_EXPOSURE_EXCEEDED'
            | 'ACCOUNT_BALANCE_LOW'
            | 'SHARPE_DEGRADATION'
            | 'PROFIT_FACTOR_LOW'
          )[]
        | undefined
      readonly group_by?: 'level' | undefined
      /** Rows of a page */
      readonly limit?: number | undefined
      /** page.next of the page before, with the same filters */
      readonly cursor?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Alarm[] | AlarmsByLevel>>
  /** From where alarms are raised. For all bots, or with bot_id for one. */
  getAlarmThresholds: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<AlarmThresholds>>
  /** Sets thresholds. Those of all bots, or with bot_id those of one over them. Recorded in the ledger. */
  setAlarmThresholds: (
    input: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      readonly body: {
        /** Whole: a type that is left out goes back to what stands below */
        readonly thresholds: ThresholdSettings
        /** Who */
        readonly by?: string | undefined
        /** Why */
        readonly reason?: string | null | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<AlarmThresholds>>
  /** Silences that hold now. */
  listSilences: (
    input?: {
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Silence[]>>
  /** Tells nobody of a bot’s alarms for a while. They are raised and recorded all the same. */
  silenceAlarms: (
    input: {
      readonly body: {
        /** Who */
        readonly by?: string | undefined
        /** Why */
        readonly reason?: string | null | undefined
        readonly bot_id: string
        /** null = every type */
        readonly alarm_type?:
          | 'MAX_DRAWDOWN_EXCEEDED'
          | 'DAILY_LOSS_LIMIT'
          | 'CONSECUTIVE_LOSSES'
          | 'LOW_WIN_RATE'
          | 'POSITION_SIZE_EXCEEDED'
          | 'TOTAL_EXPOSURE_EXCEEDED'
          | 'ACCOUNT_BALANCE_LOW'
          | 'SHARPE_DEGRADATION'
          | 'PROFIT_FACTOR_LOW'
          | null
          | undefined
        /** When it ends, in the future; null ends it now */
        readonly until: string | null
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Silence[] | Recorded>>
  /** What other thresholds would have raised. Runs thresholds over what is recorded of a bot. Changes nothing. */
  simulateAlarms: (
    input: {
      readonly body: {
        readonly bot_id: string
        /** Over the defaults and those of all bots */
        readonly thresholds?: ThresholdSettings | undefined
        /** Steps before it are left out; the figures are those of the whole history */
        readonly from?: string | null | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<AlarmSimulation>>
  /** One alarm with every step it took. */
  getAlarm: (
    input: {
      /** The alarm */
      readonly alarm_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<AlarmDetail>>
  /** Says that somebody has seen an alarm. */
  acknowledgeAlarm: (
    input: {
      /** The alarm */
      readonly alarm_id: string
      readonly body?: {
        /** Who */
        readonly by?: string | undefined
        /** Why */
        readonly reason?: string | null | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<AlarmDetail | Recorded>>
  /** Lists stored reports, newest first. */
  listReports: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      /** Rows of a page */
      readonly limit?: number | undefined
      /** page.next of the page before, with the same filters */
      readonly cursor?: string | undefined
      readonly kind?: 'scheduled' | 'forced' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Report[]>>
  /** One report as data. */
  getReport: (
    input: {
      /** The report */
      readonly report_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<ReportDetail>>
  /** One report as a page of its own. It runs nothing and asks for nothing. */
  getReportPage: (
    input: {
      /** The report */
      readonly report_id: string
      /** 1 saves the page as a file */
      readonly download?: '0' | '1' | 'false' | 'true' | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<string>>
  /** How reports and pushed updates stand. */
  getPerformanceStatus: (
    input?: {
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<PerformanceStatus>>
  /** Lets reports and pushed updates rest. */
  pauseReports: (
    input?: {
      readonly body?: {} | null
    },
    options?: RequestOptions,
  ) => Promise<Answer<PerformanceStatus>>
  /** Lets reports and pushed updates go on. */
  resumeReports: (
    input?: {
      readonly body?: {} | null
    },
    options?: RequestOptions,
  ) => Promise<Answer<PerformanceStatus>>
  /** Pushes an update now. */
  forceUpdate: (
    input?: {
      readonly body?: {} | null
    },
    options?: RequestOptions,
  ) => Promise<Answer<PerformanceStatus>>
  /** Makes a report now. Of a bot or a mode, named in the query or in the body; the body stands over the query. */
  forceReport: (
    input?: {
      /** One bot alone */
      readonly bot_id?: string | undefined
      /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
      readonly mode?: 'live' | 'replay' | 'demo' | undefined
      readonly body?: {
        readonly bot_id?: string | undefined
        /** Which kind of bots; without it and without bot_id live, or demo where there are no live bots */
        readonly mode?: 'live' | 'replay' | 'demo' | undefined
      } | null
    },
    options?: RequestOptions,
  ) => Promise<Answer<Report>>
  /** Lists channels, oldest first. */
  listChannels: (
    input?: {
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Channel[]>>
  /** Adds a channel. It is told of what happens from now on. */
  addChannel: (
    input: {
      readonly body:
        | {
            readonly kind: 'webhook'
            readonly name: string
            readonly config: {
              readonly url: string
              /** All of them sign: old and new during a rotation */
              readonly secrets: readonly string[]
            }
            readonly filter?: ChannelFilterSettings | undefined
            readonly rate_per_minute?: number | undefined
            readonly enabled?: boolean | undefined
          }
        | {
            readonly kind: 'email'
            readonly name: string
            readonly config: {
              readonly host: string
              readonly port: number
              /** tls from the first byte, or by STARTTLS, or not at all */
              readonly security: 'tls' | 'starttls' | 'none'
              readonly username?: string | null | undefined
              readonly password?: string | null | undefined
              readonly from: string
              /** One address: a mail that one of several readers refuses is neither sent nor unsent */
              readonly to: string
            }
            readonly filter?: ChannelFilterSettings | undefined
            readonly rate_per_minute?: number | undefined
            readonly enabled?: boolean | undefined
          }
        | {
            readonly kind: 'slack'
            readonly name: string
            readonly config: {
              readonly url: string
            }
            readonly filter?: ChannelFilterSettings | undefined
            readonly rate_per_minute?: number | undefined
            readonly enabled?: boolean | undefined
          }
        | {
            readonly kind: 'discord'
            readonly name: string
            readonly config: {
              readonly url: string
            }
            readonly filter?: ChannelFilterSettings | undefined
            readonly rate_per_minute?: number | undefined
            readonly enabled?: boolean | undefined
          }
        | {
            readonly kind: 'telegram'
            readonly name: string
            readonly config: {
              readonly token: string
              readonly chat_id: string
              readonly api_url?: string | undefined
            }
            readonly filter?: ChannelFilterSettings | undefined
            readonly rate_per_minute?: number | undefined
            readonly enabled?: boolean | undefined
          }
        | {
            readonly kind: 'alertmanager'
            readonly name: string
            readonly config: {
              readonly url: string
              readonly bearer_token?: string | null | undefined
            }
            readonly filter?: ChannelFilterSettings | undefined
            readonly rate_per_minute?: number | undefined
            readonly enabled?: boolean | undefined
          }
    },
    options?: RequestOptions,
  ) => Promise<Answer<Channel>>
  /** One channel. */
  getChannel: (
    input: {
      /** The channel */
      readonly channel_id: string
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<Channel>>
  /** Changes a channel. Each field of config and filter that is named replaces what was; the whole must fit the kind. */
  changeChannel: (
    input: {
      /** The channel */
      readonly channel_id: string
      readonly body: {
        readonly name?: string | undefined
        /** Fields of its kind */
        readonly config?: Readonly<Record<string, unknown>> | undefined
        readonly filter?: ChannelFilterPatch | undefined
        readonly rate_per_minute?: number | undefined
        readonly enabled?: boolean | undefined
      }
    },
    options?: RequestOptions,
  ) => Promise<Answer<Channel>>
  /** Removes a channel with its secrets. What it was told stays in the log. */
  removeChannel: (
    input: {
      /** The channel */
      readonly channel_id: string
    },
    options?: RequestOptions,
  ) => Promise<Answer<RemovedChannel>>
  /** Sends a sample through a channel, once. */
  testChannel: (
    input: {
      /** The channel */
      readonly channel_id: string
      readonly body?: {} | null
    },
    options?: RequestOptions,
  ) => Promise<Answer<Tried>>
  /** Lists what channels were told, newest first. */
  listDeliveries: (
    input?: {
      readonly channel_id?: string | undefined
      /** How far they have come */
      readonly state?: 'pending' | 'sending' | 'delivered' | 'failed' | 'dropped' | undefined
      /** Rows of a page */
      readonly limit?: number | undefined
      /** page.next of the page before, with the same filters */
      readonly cursor?: string | undefined
      /** Read once this ledger sequence is shown; 409 projection-behind if it is not in time */
      readonly min_seq?: number | undefined
      /** How long to wait for min_seq; only with min_seq */
      readonly wait_ms?: number | undefined
    },
    options?: RequestOptions,
  ) => Promise<Answer<readonly Delivery[]>>
  /** Puts a notification in line again. */
  retryNotification: (
    input: {
      /** The notification */
      readonly notification_id: string
      readonly body?: {} | null
    },
    options?: RequestOptions,
  ) => Promise<Answer<Retried>>
  /** The health of the whole system. */
  getHealth: (input?: NoInput, options?: RequestOptions) => Promise<Answer<Health>>
  /** What a problem means. The `type` of each problem leads here. */
  getProblem: (
    input: {
      /** The problem’s code */
      readonly code: string
    },
    options?: RequestOptions,
  ) => Promise<Answer<ProblemMeaning>>
  /** This interface as OpenAPI 3.1. */
  getOpenApi: (input?: NoInput, options?: RequestOptions) => Promise<Answer<Readonly<Record<string, unknown>>>>
  /** NATS and the WebSocket as AsyncAPI 3. */
  getAsyncApi: (input?: NoInput, options?: RequestOptions) => Promise<Answer<Readonly<Record<string, unknown>>>>
  /** This reference. */
  getReference: (input?: NoInput, options?: RequestOptions) => Promise<Answer<string>>
}

/** Method and path of each operation. */
export const routes = {
  listTrades: ['GET', '/api/public/paper-trading/'],
  getSummary: ['GET', '/api/public/paper-trading/summary/'],
  listOpenPositions: ['GET', '/api/public/paper-trading/open-positions/'],
  getPerformance: ['GET', '/api/public/paper-trading/performance/'],
  getTrade: ['GET', '/api/v1/trades/{trade_id}'],
  closeTrade: ['POST', '/api/v1/trades/{trade_id}/close'],
  getCurrentKpi: ['GET', '/api/kpi/current'],
  getKpiHistory: ['GET', '/api/kpi/history'],
  getKpiSummary: ['GET', '/api/kpi/summary'],
  getOverview: ['GET', '/api/dashboard/overview'],
  getReturns: ['GET', '/api/v1/analytics/returns'],
  getCorrelation: ['GET', '/api/v1/analytics/correlation'],
  getBenchmark: ['GET', '/api/v1/analytics/benchmark'],
  getTradeStatistics: ['GET', '/api/v1/analytics/trades'],
  getExecution: ['GET', '/api/v1/analytics/execution'],
  getLeaderboard: ['GET', '/api/v1/analytics/leaderboard'],
  getTradePrices: ['GET', '/api/v1/trades/{trade_id}/prices'],
  exportTrades: ['GET', '/api/v1/exports/trades'],
  exportPositions: ['GET', '/api/v1/exports/positions'],
  exportSignals: ['GET', '/api/v1/exports/signals'],
  exportEquity: ['GET', '/api/v1/exports/equity'],
  exportReturns: ['GET', '/api/v1/exports/returns'],
  listBots: ['GET', '/api/v1/bots'],
  registerBot: ['POST', '/api/v1/bots'],
  getBot: ['GET', '/api/v1/bots/{bot_id}'],
  configureBot: ['PATCH', '/api/v1/bots/{bot_id}'],
  startBot: ['POST', '/api/v1/bots/{bot_id}/start'],
  pauseBot: ['POST', '/api/v1/bots/{bot_id}/pause'],
  stopBot: ['POST', '/api/v1/bots/{bot_id}/stop'],
  getBotState: ['GET', '/api/v1/bots/{bot_id}/state'],
  listBotEvents: ['GET', '/api/v1/bots/{bot_id}/events'],
  listSignals: ['GET', '/api/v1/signals'],
  publishSignal: ['POST', '/api/v1/signals/{bot_id}'],
  getSignal: ['GET', '/api/v1/signals/{bot_id}/{signal_id}'],
  listSources: ['GET', '/api/v1/sources'],
  addSource: ['POST', '/api/v1/sources'],
  getSource: ['GET', '/api/v1/sources/{source_id}'],
  revokeSource: ['DELETE', '/api/v1/sources/{source_id}'],
  listShares: ['GET', '/api/v1/shares'],
  addShare: ['POST', '/api/v1/shares'],
  getShare: ['GET', '/api/v1/shares/{share_id}'],
  revokeShare: ['DELETE', '/api/v1/shares/{share_id}'],
  listActiveAlarms: ['GET', '/api/alarms/active'],
  listAlarmHistory: ['GET', '/api/alarms/history'],
  getAlarmThresholds: ['GET', '/api/alarms/thresholds'],
  setAlarmThresholds: ['PUT', '/api/alarms/thresholds'],
  listSilences: ['GET', '/api/alarms/silences'],
  silenceAlarms: ['POST', '/api/alarms/silence'],
  simulateAlarms: ['POST', '/api/alarms/simulate'],
  getAlarm: ['GET', '/api/alarms/{alarm_id}'],
  acknowledgeAlarm: ['POST', '/api/alarms/{alarm_id}/acknowledge'],
  listReports: ['GET', '/api/reports'],
  getReport: ['GET', '/api/reports/{report_id}'],
  getReportPage: ['GET', '/api/reports/{report_id}/html'],
  getPerformanceStatus: ['GET', '/api/performance/status'],
  pauseReports: ['POST', '/api/performance/pause'],
  resumeReports: ['POST', '/api/performance/resume'],
  forceUpdate: ['POST', '/api/performance/force-update'],
  forceReport: ['POST', '/api/performance/force-report'],
  listChannels: ['GET', '/api/v1/notifications/channels'],
  addChannel: ['POST', '/api/v1/notifications/channels'],
  getChannel: ['GET', '/api/v1/notifications/channels/{channel_id}'],
  changeChannel: ['PATCH', '/api/v1/notifications/channels/{channel_id}'],
  removeChannel: ['DELETE', '/api/v1/notifications/channels/{channel_id}'],
  testChannel: ['POST', '/api/v1/notifications/channels/{channel_id}/test'],
  listDeliveries: ['GET', '/api/v1/notifications/deliveries'],
  retryNotification: ['POST', '/api/v1/notifications/{notification_id}/retry'],
  getHealth: ['GET', '/api/health'],
  getProblem: ['GET', '/api/problems/{code}'],
  getOpenApi: ['GET', '/api/openapi.json'],
  getAsyncApi: ['GET', '/api/asyncapi.json'],
  getReference: ['GET', '/api/docs'],
} as const satisfies Record<keyof ApiMethods, readonly [string, string]>
