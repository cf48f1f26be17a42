import type { Bot, Filters, Policy, Risk } from '@papertape/client'
import { count, money, pct, quantity } from '../../format/number.ts'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    capital: 'Starting capital',
    size: 'Per trade',
    entry: 'Entry',
    signal_price: 'at the signal’s own price, at once',
    next_tick: 'at the next price that comes',
    fee: 'Taker fee, each way',
    slippage: 'Slippage',
    bps: (n: string) => `${n} bps`,
    deviation: 'Entry at most off the market by',
    off: 'not checked',
    levels: 'Signals need target and stop',
    yes: 'yes',
    no: 'no',
    markets: 'Markets',
    symbols: 'Symbols',
    all: 'all',
    confidence: 'Confidence from',
    any: 'any',
    stop: 'An emergency stops it',
    close: 'An emergency closes its trades',
    most: 'Most trades a day',
    loss: 'Most realised loss a day',
    none: 'no limit',
    thresholds: 'Own alarm thresholds',
    public: 'Public',
    hash: 'Hash of the policy',
    run: 'Run of the replay',
  },
  tr: {
    capital: 'Başlangıç sermayesi',
    size: 'İşlem başına',
    entry: 'Giriş',
    signal_price: 'sinyalin kendi fiyatından, hemen',
    next_tick: 'gelen ilk fiyattan',
    fee: 'Alıcı ücreti, her yönde',
    slippage: 'Kayma',
    bps: (n: string) => `${n} bps`,
    deviation: 'Giriş piyasadan en çok sapma',
    off: 'denetlenmez',
    levels: 'Sinyalde hedef ve zarar durdur gerekir',
    yes: 'evet',
    no: 'hayır',
    markets: 'Piyasalar',
    symbols: 'Semboller',
    all: 'tümü',
    confidence: 'En az güven',
    any: 'her değer',
    stop: 'Acil durum botu durdurur',
    close: 'Acil durum işlemleri kapatır',
    most: 'Günde en çok işlem',
    loss: 'Günde en çok gerçekleşen kayıp',
    none: 'sınır yok',
    thresholds: 'Kendi alarm eşikleri',
    public: 'Herkese açık',
    hash: 'Politikanın özeti',
    run: 'Tekrar koşusu',
  },
})

/** A setting: its name, and its value in words. */
export type Setting = { readonly label: string; readonly value: string }

type Settings = Pick<Bot, 'position_size'> & { policy: Policy; filters: Filters; risk: Risk }

const yesNo = (value: boolean): string => (value ? say(texts).yes : say(texts).no)

const policySettings = (policy: Policy): Setting[] => {
  const t = say(texts)
  return [
    { label: t.entry, value: t[policy.entry] },
    { label: t.fee, value: pct(Number(policy.taker_fee_rate) * 100, 3) },
    { label: t.slippage, value: t.bps(quantity(policy.slippage_bps)) },
    {
      label: t.deviation,
      value: policy.max_entry_deviation_pct === null ? t.off : pct(policy.max_entry_deviation_pct),
    },
    { label: t.levels, value: yesNo(policy.require_levels) },
  ]
}

const filterSettings = ({ market_types, symbols, min_confidence }: Filters): Setting[] => {
  const t = say(texts)
  return [
    { label: t.markets, value: market_types === null ? t.all : market_types.join(', ') },
    { label: t.symbols, value: symbols === null ? t.all : symbols.join(', ') },
    { label: t.confidence, value: min_confidence === null ? t.any : String(min_confidence) },
  ]
}

const riskSettings = (risk: Risk): Setting[] => {
  const t = say(texts)
  return [
    { label: t.stop, value: yesNo(risk.stop_on_emergency) },
    { label: t.close, value: yesNo(risk.close_on_emergency) },
    { label: t.most, value: risk.max_trades_per_day === null ? t.none : count(risk.max_trades_per_day) },
    { label: t.loss, value: risk.daily_loss_limit === null ? t.none : money(risk.daily_loss_limit) },
    { label: t.thresholds, value: count(Object.keys(risk.thresholds).length) },
  ]
}

/** What can be changed of a bot. */
export const changeableSettings = ({ position_size, policy, filters, risk }: Settings): Setting[] => [
  { label: say(texts).size, value: money(position_size) },
  ...policySettings(policy),
  ...filterSettings(filters),
  ...riskSettings(risk),
]

/** All settings of a bot; the gateway tells no secret among them. */
export const settingsOf = (bot: Bot): Setting[] => {
  const t = say(texts)
  return [
    { label: t.capital, value: money(bot.initial_capital) },
    { label: t.public, value: yesNo(bot.public) },
    ...changeableSettings(bot),
    ...(bot.run === null ? [] : [{ label: t.run, value: bot.run }]),
    { label: t.hash, value: bot.policy_hash.slice(0, 16) },
  ]
}
