import type { TradeDetail, TradePrices } from '@papertape/client'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { type Level, type Marker, TimeChart } from '../../charts/time-chart.tsx'
import { useRead } from '../../data/use-read.ts'
import { count, pct, price } from '../../format/number.ts'
import { checkedNumber } from '../../format/wrong-data.ts'
import { Card } from '../../ui/card.tsx'
import { Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Table } from '../../ui/table-twin.tsx'
import { say, words } from '../../words/words.ts'
import { keptPrices } from './kept-prices.ts'

const texts = words({
  en: {
    title: 'Prices',
    price: 'Price',
    time: 'Time',
    summary: (symbol: string, from: string, to: string) =>
      `Prices of ${symbol} around the trade, from ${from} to ${to}, with its entry, target and stop.`,
    entry: 'Entry',
    exit: 'Exit',
    target: 'Take profit',
    stop: 'Stop loss',
    legend: '● entry · ■ exit · dashed lines: entry, take profit, stop loss',
    mae: 'Went against it (MAE)',
    mfe: 'Went its way (MFE)',
    highest: 'Highest',
    lowest: 'Lowest',
    seen: (n: string) => `${n} prices were read.`,
    AGED_OUT:
      'The price stream keeps a week, and the prices of this trade are gone. Drawn are those that the ledger keeps for ever: the ones that decided its fills. How far the price went for and against the trade cannot be said any more.',
    OTHER_STREAM:
      'The price stream was made anew since, and the prices of this trade are gone with the old one. Drawn are those that the ledger keeps for ever: the ones that decided its fills.',
    TOO_MANY: 'The trade saw more prices than are read at once: only the first are drawn, so MAE and MFE are left out.',
    NOT_ENTERED: 'The trade was never entered, so there is no price path of it.',
    part: 'Some of the prices of this trade are gone already, so MAE and MFE are left out.',
    none: 'No price of this trade is known.',
  },
  tr: {
    title: 'Fiyatlar',
    price: 'Fiyat',
    time: 'Zaman',
    summary: (symbol: string, from: string, to: string) =>
      `${symbol} fiyatları, işlem çevresinde ${from} ile ${to} arasında; girişi, hedefi ve zarar durdurmasıyla.`,
    entry: 'Giriş',
    exit: 'Çıkış',
    target: 'Kâr al',
    stop: 'Zarar durdur',
    legend: '● giriş · ■ çıkış · kesikli çizgiler: giriş, kâr al, zarar durdur',
    mae: 'Aleyhine gitti (MAE)',
    mfe: 'Lehine gitti (MFE)',
    highest: 'En yüksek',
    lowest: 'En düşük',
    seen: (n: string) => `${n} fiyat okundu.`,
    AGED_OUT:
      'Fiyat akışı bir hafta saklar; bu işlemin fiyatları silinmiş. Çizilenler defterin sonsuza dek sakladıklarıdır: gerçekleşmelerine karar veren fiyatlar. Fiyatın işlemin lehine ve aleyhine ne kadar gittiği artık söylenemez.',
    OTHER_STREAM:
      'Fiyat akışı sonradan yeniden kuruldu; bu işlemin fiyatları eskisiyle birlikte gitti. Çizilenler defterin sonsuza dek sakladıklarıdır: gerçekleşmelerine karar veren fiyatlar.',
    TOO_MANY: 'İşlem bir seferde okunandan çok fiyat gördü: yalnızca ilkleri çizildi, bu yüzden MAE ve MFE yok.',
    NOT_ENTERED: 'İşleme hiç girilmedi; bu yüzden fiyat yolu yok.',
    part: 'Bu işlemin fiyatlarının bir kısmı silinmiş; bu yüzden MAE ve MFE yok.',
    none: 'Bu işlemin bilinen fiyatı yok.',
  },
})

const levelsOf = (trade: TradeDetail): Level[] => {
  const t = say(texts)
  const all = [
    [trade.entry_price, t.entry, 'entry'],
    [trade.take_profit, t.target, 'target'],
    [trade.stop_loss, t.stop, 'stop'],
  ] as const
  return all.flatMap(([value, label, kind]) =>
    value === null ? [] : [{ value: checkedNumber(value), label: `${label} ${price(value)}`, kind }],
  )
}

const markersOf = (trade: TradeDetail): Marker[] => {
  const t = say(texts)
  const legs = [
    [trade.entry_time, trade.entry_price, t.entry, 'entry'],
    [trade.exit_time, trade.exit_price, t.exit, 'exit'],
  ] as const
  return legs.flatMap(([time, value, label, kind]) =>
    time === null || value === null ? [] : [{ time, value: checkedNumber(value), label, kind }],
  )
}

const writtenPrice = (value: number): string => price(String(value))

const PriceChart = ({ trade, data }: { trade: TradeDetail; data: TradePrices }): JSX.Element => {
  const t = say(texts)
  const isPath = data.points.length > 0
  const points = useMemo(() => (isPath ? data.points : keptPrices(trade)), [data, trade])
  const times = useMemo(() => points.map(({ time }) => time), [points])
  const values = useMemo(() => points.map((point) => point.price), [points])
  const markers = useMemo(() => markersOf(trade), [trade])
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return <p class="empty">{t.none}</p>
  return (
    <>
      <TimeChart
        times={times}
        summary={t.summary(trade.symbol, writtenPrice(first.price), writtenPrice(last.price))}
        height={320}
        levels={levelsOf(trade)}
        markers={markers}
        series={[{ label: t.price, values, kind: isPath ? 'line' : 'points', color: 'accent', format: writtenPrice }]}
      />
      <p class="note">
        {t.legend}. {isPath ? t.seen(count(data.ticks)) : null}
      </p>
    </>
  )
}

const Excursions = ({ data, lack }: { data: TradePrices; lack: string | null }): JSX.Element => {
  const t = say(texts)
  const pctOf = (value: number): string => pct(value)
  return (
    <dl class="cards">
      <Card id="mfe" label={t.mfe} info={['mfe_pct']}>
        <Maybe value={data.mfe_pct} reason={lack} as={pctOf} />
      </Card>
      <Card id="mae" label={t.mae} info={['mae_pct']}>
        <Maybe value={data.mae_pct} reason={lack} as={pctOf} />
      </Card>
      <Card id="highest" label={t.highest}>
        <Maybe value={data.highest} reason={lack} as={price} />
      </Card>
      <Card id="lowest" label={t.lowest}>
        <Maybe value={data.lowest} reason={lack} as={price} />
      </Card>
    </dl>
  )
}

/** Why there is less than the whole path, in words; `null` where all of it is there. */
const lackWords = ({ complete, incomplete_reason, points }: TradePrices): string | null => {
  const t = say(texts)
  if (complete || incomplete_reason === null) return null
  return points.length > 0 && incomplete_reason !== 'TOO_MANY' ? t.part : t[incomplete_reason]
}

const tableOf = (data: TradePrices): Table => {
  const t = say(texts)
  return { caption: t.title, columns: [t.time, t.price], rows: data.points.map(({ time, price: at }) => [time, at]) }
}

/** How the price went around a trade, as long as the price stream keeps it; then what the ledger itself has. */
export const Prices = ({ trade }: { trade: TradeDetail }): JSX.Element => {
  const input = { trade_id: trade.trade_id }
  const read = useRead(
    ['trade-prices', input, trade.status],
    (client, signal) => client.getTradePrices(input, { signal }),
    { refreshMs: trade.status === 'OPEN' ? 10_000 : null },
  )
  return (
    <Panel id="prices" title={say(texts).title} read={read} height="420px" table={tableOf}>
      {(data) => {
        const lack = lackWords(data)
        return (
          <>
            {lack === null ? null : <p class="note">{lack}</p>}
            <Excursions data={data} lack={lack} />
            <PriceChart trade={trade} data={data} />
          </>
        )
      }}
    </Panel>
  )
}
