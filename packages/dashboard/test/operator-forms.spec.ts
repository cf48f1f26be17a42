import type { Bot } from '@papertape/client'
import { describe, expect, it } from 'vitest'
import { formOf, NEW_BOT, patchOf, registrationOf } from '../src/pages/operator/bot-form.ts'
import { channelOf } from '../src/pages/operator/channel-form.ts'
import { receiptOf } from '../src/pages/operator/receipts.ts'
import { levelName, thresholdForm, thresholdsOf, timeName } from '../src/pages/operator/threshold-form.ts'

const bot = {
  bot_id: 'one',
  name: 'One',
  mode: 'live',
  position_size: '100',
  policy: {
    entry: 'signal_price',
    taker_fee_rate: '0.001',
    slippage_bps: '0',
    max_entry_deviation_pct: '2',
    require_levels: true,
  },
  filters: { market_types: ['SPOT'], min_confidence: 0.5, symbols: null },
  risk: {
    stop_on_emergency: true,
    close_on_emergency: false,
    max_trades_per_day: 20,
    daily_loss_limit: null,
    thresholds: {},
  },
} as unknown as Bot

describe('the form that registers a bot', () => {
  it('means the gateway’s own defaults where nobody changes it', () => {
    expect(registrationOf({ ...NEW_BOT, bot_id: ' new ' })).toEqual({
      bot_id: 'new',
      mode: 'live',
      public: true,
      initial_capital: '10000',
      position_size: '100',
      policy: bot.policy,
      filters: { market_types: null, min_confidence: null, symbols: null },
      risk: {
        stop_on_emergency: true,
        close_on_emergency: false,
        max_trades_per_day: null,
        daily_loss_limit: null,
      },
    })
  })
  it('turns empty fields into no limit, and lists between commas into lists', () => {
    const { policy, filters } = registrationOf({
      ...NEW_BOT,
      bot_id: 'new',
      'policy.max_entry_deviation_pct': ' ',
      'filters.symbols': 'BTCUSDT, , ETHUSDT ',
      'filters.market_types': 'SPOT,FUTURES',
    })
    expect(policy?.max_entry_deviation_pct).toBeNull()
    expect(filters).toEqual({
      market_types: ['SPOT', 'FUTURES'],
      min_confidence: null,
      symbols: ['BTCUSDT', 'ETHUSDT'],
    })
  })
})

describe('the form that changes a bot', () => {
  it('sends nothing where nothing was changed', () => {
    expect(patchOf(formOf(bot), bot)).toEqual({})
  })
  it('sends what was changed and nothing else', () => {
    const form = {
      ...formOf(bot),
      name: 'Uno',
      'policy.slippage_bps': '3',
      'risk.max_trades_per_day': '',
      'filters.min_confidence': '',
    }
    expect(patchOf(form, bot)).toEqual({
      name: 'Uno',
      policy: { slippage_bps: '3' },
      filters: { min_confidence: null },
      risk: { max_trades_per_day: null },
    })
  })
})

describe('the form of thresholds', () => {
  it('leaves out what is empty, so that it goes back to what stands below', () => {
    const form = {
      [levelName('LOW_WIN_RATE', 'WARNING')]: '45',
      [levelName('LOW_WIN_RATE', 'CRITICAL')]: ' ',
      [timeName('DAILY_LOSS_LIMIT', 'dwell_seconds')]: '0',
    }
    expect(thresholdsOf(form)).toEqual({
      LOW_WIN_RATE: { levels: { WARNING: 45 } },
      DAILY_LOSS_LIMIT: { dwell_seconds: 0 },
    })
  })
  it('gives back the thresholds that it was filled with', () => {
    const own = { SHARPE_DEGRADATION: { levels: { WARNING: 1, CRITICAL: -0.5 }, cooldown_seconds: 60 } }
    expect(thresholdsOf(thresholdForm(own))).toEqual(own)
  })
})

describe('the form of a channel', () => {
  it('asks each kind for its own fields', () => {
    const common = { name: 'ops', 'filter.min_level': 'CRITICAL', 'filter.cleared': 'yes' }
    const filter = { min_level: 'CRITICAL', bots: null, cleared: true }
    expect(channelOf({ ...common, kind: 'webhook', 'config.url': 'https://a.test', 'config.secrets': 'x,y' })).toEqual({
      kind: 'webhook',
      name: 'ops',
      filter,
      config: { url: 'https://a.test', secrets: ['x', 'y'] },
    })
    expect(
      channelOf({
        ...common,
        kind: 'email',
        'config.host': 'mail.test',
        'config.port': '465',
        'config.security': 'tls',
        'config.from': 'a@a.test',
        'config.to': 'b@b.test',
      }).config,
    ).toEqual({
      host: 'mail.test',
      port: 465,
      security: 'tls',
      username: null,
      password: null,
      from: 'a@a.test',
      to: 'b@b.test',
    })
  })
})

describe('a receipt', () => {
  const asOf = { seq: 9, time: null }
  const at = '2026-01-01T00:00:00.000Z'
  it('names the fact that a change made', () => {
    const recorded = { ledger_seq: 8, type: 'bot.started', id: 'e1' }
    expect(receiptOf('Start', { meta: { recorded }, asOf }, at)).toEqual({ at, what: 'Start', seq: 9, recorded })
  })
  it('tells a change that changed nothing from one that the ledger does not keep', () => {
    expect(receiptOf('Start', { meta: { recorded: null }, asOf }, at)).toHaveProperty('recorded', null)
    expect(receiptOf('Add', { meta: {}, asOf }, at)).not.toHaveProperty('recorded')
    expect(receiptOf('Add', { meta: { recorded: { ledger_seq: 'x' } }, asOf }, at)).not.toHaveProperty('recorded')
  })
})
