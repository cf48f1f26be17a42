import type { Fill, TradeDetail } from '@papertape/client'
import type { JSX } from 'preact'
import { count, money, price, quantity } from '../../format/number.ts'
import { Moment } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { stepsOf, type Tick } from './decision.ts'
import { stepWords } from './decision-words.ts'
import { pricesPlace } from './place.ts'

const texts = words({
  en: {
    entry: 'Entry',
    exit: 'Exit',
    at: 'at',
    fill: 'Price × quantity = notional',
    fee: 'fee',
    ledger: (seq: string) => `ledger ${seq}`,
    prices: (leg: string) => `Prices around the ${leg}`,
    which: 'Which',
    deciding: 'The price that decided it',
    before: 'The price before it',
    known: 'The last price known before it',
    price: 'Price',
    bid: 'Bid',
    ask: 'Ask',
    time: 'Time',
    seq: 'Sequence',
    where: 'Where these prices lie',
    stream: 'Stream',
    subject: 'Subject',
    epoch: 'Epoch of the stream',
    kept: 'Sequences count in the stream of this epoch alone. The stream keeps prices for a week; what is written here, the ledger keeps for ever.',
  },
  tr: {
    entry: 'Giriş',
    exit: 'Çıkış',
    at: '·',
    fill: 'Fiyat × miktar = tutar',
    fee: 'ücret',
    ledger: (seq: string) => `defter ${seq}`,
    prices: (leg: string) => `${leg} çevresindeki fiyatlar`,
    which: 'Hangisi',
    deciding: 'Karar veren fiyat',
    before: 'Ondan önceki fiyat',
    known: 'Öncesinde bilinen son fiyat',
    price: 'Fiyat',
    bid: 'Alış kot.',
    ask: 'Satış kot.',
    time: 'Zaman',
    seq: 'Sıra',
    where: 'Bu fiyatlar nerede',
    stream: 'Akış',
    subject: 'Konu',
    epoch: 'Akışın dönemi',
    kept: 'Sıra numaraları yalnızca bu dönemin akışında geçerlidir. Akış fiyatları bir hafta saklar; burada yazanı defter sonsuza dek saklar.',
  },
})

type Row = { which: string; tick: Tick }

const rowsOf = ({ evidence: { tick, previous_tick } }: Fill): readonly Row[] => {
  const t = say(texts)
  return [
    ...(tick === null ? [] : [{ which: t.deciding, tick }]),
    ...(previous_tick === null ? [] : [{ which: tick === null ? t.known : t.before, tick: previous_tick }]),
  ]
}

const TickTable = ({ rows, caption }: { rows: readonly Row[]; caption: string }): JSX.Element => {
  const t = say(texts)
  const quoted = rows.some(({ tick }) => tick.bid !== undefined || tick.ask !== undefined)
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="data">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {[t.which, t.price, ...(quoted ? [t.bid, t.ask] : []), t.time, t.seq].map((label) => (
              <th key={label} scope="col" class={label === t.which || label === t.time ? '' : 'number'}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ which, tick }) => (
            <tr key={which}>
              <th scope="row">{which}</th>
              <td class="number">{price(tick.price)}</td>
              {quoted ? <td class="number">{tick.bid === undefined ? '—' : price(tick.bid)}</td> : null}
              {quoted ? <td class="number">{tick.ask === undefined ? '—' : price(tick.ask)}</td> : null}
              <td>
                <Moment iso={tick.time} />
              </td>
              <td class="number">{tick.seq}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const FillEvidence = ({ fill, trade }: { fill: Fill; trade: TradeDetail }): JSX.Element => {
  const t = say(texts)
  const leg = fill.leg === 'entry' ? t.entry : t.exit
  const rows = rowsOf(fill)
  return (
    <article class="fill-evidence">
      <h3>
        {leg} {t.at} {price(fill.price)} <small class="quiet"> · {t.ledger(count(fill.ledger_seq))}</small>
      </h3>
      <ul>
        {stepsOf(fill, trade).map((step) => (
          <li key={step.step}>{stepWords(step)}</li>
        ))}
      </ul>
      <p class="note" title={t.fill}>
        {price(fill.price)} × {quantity(fill.quantity)} = {money(fill.notional)}; {t.fee} {quantity(fill.fee)}
      </p>
      {rows.length === 0 ? null : <TickTable rows={rows} caption={t.prices(leg)} />}
    </article>
  )
}

/** What decided each fill: which rule, by which price, and where that price lies. */
export const Evidence = ({ trade }: { trade: TradeDetail }): JSX.Element => {
  const t = say(texts)
  const place = pricesPlace(trade)
  return (
    <>
      {trade.fills.map((fill) => (
        <FillEvidence key={fill.leg} fill={fill} trade={trade} />
      ))}
      <h3>{t.where}</h3>
      <dl class="facts">
        <div>
          <dt>{t.stream}</dt>
          <dd>{place.stream}</dd>
        </div>
        <div>
          <dt>{t.subject}</dt>
          <dd>{place.subject}</dd>
        </div>
        <div>
          <dt>{t.epoch}</dt>
          <dd>{place.epoch ?? '—'}</dd>
        </div>
      </dl>
      <p class="note">{t.kept}</p>
    </>
  )
}
