import type { Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { say, words } from '../../words/words.ts'
import type { Outcome } from './act.ts'
import { CheckField, ChoiceField, type Form, TextField, WHOLE } from './field.tsx'

const texts = words({
  en: {
    name: 'Name',
    nameHint: 'What people see; the id where it is empty',
    size: 'Quote units per trade',
    sizeHint: 'A decimal above 0, such as 100 or 25.50',
    entry: 'Entry',
    signal_price: 'At the signal’s own price, at once',
    next_tick: 'At the next price that comes',
    fee: 'Taker fee rate',
    feeHint: 'A fraction of 0 to below 1: 0.001 is 0.1 %, paid on entry and on exit',
    slippage: 'Slippage in bps',
    slippageHint: 'Worsens entries at the next price and their stop and market exits',
    deviation: 'Entry at most this far from the market, %',
    deviationHint: 'Further away it is rejected as ENTRY_OFF_MARKET; empty = not checked',
    levels: 'Signals need take profit and stop loss',
    markets: 'Markets',
    both: 'All',
    confidence: 'Confidence from',
    confidenceHint: '0 to 1; a signal without confidence is below; empty = any',
    symbols: 'Symbols',
    symbolsHint: 'Separated by commas; empty = all',
    stop: 'An emergency alarm stops it',
    close: 'An emergency that stops it also closes its open trades',
    most: 'Most trades a day (UTC)',
    loss: 'Most realised loss a day, quote units',
    empty: 'Empty = no limit',
    trading: 'How trades are filled',
    filters: 'What it does not trade',
    filtersHint: 'Declared beforehand; anything else would be picking winners',
    risk: 'Limits',
  },
  tr: {
    name: 'Ad',
    nameHint: 'İnsanların gördüğü; boşsa kimlik',
    size: 'İşlem başına karşıt para birimi',
    sizeHint: '0’dan büyük bir ondalık, örneğin 100 veya 25.50 (nokta ile)',
    entry: 'Giriş',
    signal_price: 'Sinyalin kendi fiyatından, hemen',
    next_tick: 'Gelen ilk fiyattan',
    fee: 'Alıcı ücreti oranı',
    feeHint: '0 ile 1 arasında bir kesir: 0.001 yüzde 0,1’dir; girişte ve çıkışta ödenir',
    slippage: 'Kayma (bps)',
    slippageHint: 'İlk fiyattan girişleri ve onların zarar durdur ve piyasa çıkışlarını kötüleştirir',
    deviation: 'Girişin piyasadan en çok sapması, %',
    deviationHint: 'Daha uzaktaysa ENTRY_OFF_MARKET ile reddedilir; boş = denetlenmez',
    levels: 'Sinyalde kâr al ve zarar durdur gerekir',
    markets: 'Piyasalar',
    both: 'Tümü',
    confidence: 'En az güven',
    confidenceHint: '0 ile 1; güveni olmayan sinyal altta sayılır; boş = her değer',
    symbols: 'Semboller',
    symbolsHint: 'Virgülle ayrılmış; boş = tümü',
    stop: 'Acil durum alarmı botu durdurur',
    close: 'Botu durduran acil durum açık işlemlerini de kapatır',
    most: 'Günde en çok işlem (UTC)',
    loss: 'Günde en çok gerçekleşen kayıp, karşıt para birimi',
    empty: 'Boş = sınır yok',
    trading: 'İşlemler nasıl gerçekleşir',
    filters: 'Neyi işlem yapmaz',
    filtersHint: 'Önceden bildirilir; başka türlüsü kazananları seçmek olurdu',
    risk: 'Sınırlar',
  },
})

type BotFieldsProps = { form: Signal<Form>; outcome: Outcome }

/** All that can be changed of a bot. */
export const BotFields = (props: BotFieldsProps): JSX.Element => {
  const t = say(texts)
  return (
    <>
      <div class="form">
        <TextField {...props} name="name" label={t.name} hint={t.nameHint} maxLength={200} />
        <TextField {...props} name="position_size" label={t.size} hint={t.sizeHint} decimal required />
      </div>
      <PolicyFields {...props} />
      <FilterFields {...props} />
      <RiskFields {...props} />
    </>
  )
}

const PolicyFields = (props: BotFieldsProps): JSX.Element => {
  const t = say(texts)
  return (
    <fieldset>
      <legend>{t.trading}</legend>
      <div class="form">
        <ChoiceField
          {...props}
          name="policy.entry"
          label={t.entry}
          options={[
            ['signal_price', t.signal_price],
            ['next_tick', t.next_tick],
          ]}
        />
        <TextField {...props} name="policy.taker_fee_rate" label={t.fee} hint={t.feeHint} decimal required />
        <TextField {...props} name="policy.slippage_bps" label={t.slippage} hint={t.slippageHint} decimal required />
        <TextField
          {...props}
          name="policy.max_entry_deviation_pct"
          label={t.deviation}
          hint={t.deviationHint}
          decimal
        />
        <CheckField {...props} name="policy.require_levels" label={t.levels} />
      </div>
    </fieldset>
  )
}

const FilterFields = (props: BotFieldsProps): JSX.Element => {
  const t = say(texts)
  return (
    <fieldset>
      <legend>{t.filters}</legend>
      <p class="quiet">{t.filtersHint}</p>
      <div class="form">
        <ChoiceField
          {...props}
          name="filters.market_types"
          label={t.markets}
          options={[
            ['', t.both],
            ['SPOT', 'SPOT'],
            ['FUTURES', 'FUTURES'],
            ['SPOT,FUTURES', 'SPOT, FUTURES'],
          ]}
        />
        <TextField {...props} name="filters.min_confidence" label={t.confidence} hint={t.confidenceHint} decimal />
        <TextField {...props} name="filters.symbols" label={t.symbols} hint={t.symbolsHint} />
      </div>
    </fieldset>
  )
}

const RiskFields = (props: BotFieldsProps): JSX.Element => {
  const t = say(texts)
  return (
    <fieldset>
      <legend>{t.risk}</legend>
      <div class="form">
        <TextField {...props} name="risk.max_trades_per_day" label={t.most} hint={t.empty} pattern={WHOLE} />
        <TextField {...props} name="risk.daily_loss_limit" label={t.loss} hint={t.empty} decimal />
        <CheckField {...props} name="risk.stop_on_emergency" label={t.stop} />
        <CheckField {...props} name="risk.close_on_emergency" label={t.close} />
      </div>
    </fieldset>
  )
}
