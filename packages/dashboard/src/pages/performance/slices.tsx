import type { TradeSlice, TradeStatistics } from '@papertape/client'
import type { JSX } from 'preact'
import { exactSum } from '../../format/decimal.ts'
import { count, gain, money, quantity, signOf } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { chosen } from '../../ui/choice.tsx'
import { Gain, Signed } from '../../ui/figure.tsx'
import { say, words } from '../../words/words.ts'
import { barOf } from './diverging.ts'
import { type Dimension, dimensionWords, sliceWords } from './slice-words.ts'

const texts = words({
  en: {
    profit: 'Realised P/L',
    gross: 'Gross',
    fees: 'Fees',
    trades: 'Trades',
    record: 'Won / lost / even',
    sum: 'Sum of these rows',
    total: 'All closed trades',
    equal: 'The sum is the total, to the last decimal place.',
    unequal: 'The sum is not the total: this answer contradicts itself.',
  },
  tr: {
    profit: 'Gerçekleşen K/Z',
    gross: 'Brüt',
    fees: 'Ücretler',
    trades: 'İşlem',
    record: 'Kazanan / kaybeden / başa baş',
    sum: 'Bu satırların toplamı',
    total: 'Tüm kapanan işlemler',
    equal: 'Toplam, son ondalık basamağına kadar tutuyor.',
    unequal: 'Toplam tutmuyor: bu yanıt kendisiyle çelişiyor.',
  },
})

/** How amounts are told; the first unless the URL says otherwise. */
export const AMOUNTS = ['cents', 'exact'] as const

/** What stands beside the names of the slices. */
export const sliceColumns = (): readonly string[] => {
  const t = say(texts)
  return [t.profit, t.gross, t.fees, t.trades, t.record]
}

/** A gain or loss to its last place. */
const exactGain = (value: string): string => `${signOf(value) > 0 ? '+' : ''}${quantity(value)}`

/** How many of some trades won, lost and did neither. */
export const recordOf = ({ winning_trades, losing_trades, breakeven_trades }: Counted): string =>
  `${count(winning_trades)} / ${count(losing_trades)} / ${count(breakeven_trades)}`

type Counted = Pick<TradeSlice, 'trades' | 'winning_trades' | 'losing_trades' | 'breakeven_trades'>

/** Rows that come to the total, with a bar each, and whether they do. */
export const Slices = ({ by, statistics }: { by: Dimension; statistics: TradeStatistics }): JSX.Element => {
  const t = say(texts)
  const rows = statistics.by[by]
  const values = rows.map(({ realized_pnl }) => realized_pnl)
  const sum = exactSum(rows.map(({ exact }) => exact.realized_pnl))
  const equal = sum === exactSum([statistics.all.exact.realized_pnl])
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label={dimensionWords(by)}>
        <table class="data slices">
          <caption class="visually-hidden">{dimensionWords(by)}</caption>
          <thead>
            <tr>
              <th scope="col">{dimensionWords(by)}</th>
              <th scope="col" class="bar-head">
                <span class="visually-hidden">±</span>
              </th>
              {sliceColumns().map((head, at) => (
                <th key={head} scope="col" class={at === 0 || at === 3 ? 'number' : 'number minor'}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((slice) => (
              <tr key={`${slice.value}${slice.values}`}>
                <th scope="row">
                  <SliceName by={by} slice={slice} />
                </th>
                <Bar value={slice.realized_pnl} values={values} />
                <Amounts of={slice.exact} />
                <td class="number">{count(slice.trades)}</td>
                <td class="number minor">{recordOf(slice)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t.sum}</th>
              <td />
              <Amounts
                of={{
                  realized_pnl: sum,
                  gross_pnl: exactSum(rows.map(({ exact }) => exact.gross_pnl)),
                  fees: exactSum(rows.map(({ exact }) => exact.fees)),
                }}
              />
              <td class="number">{count(rows.reduce((trades, slice) => trades + slice.trades, 0))}</td>
              <td class="minor" />
            </tr>
            <tr>
              <th scope="row">{t.total}</th>
              <td />
              <Amounts of={statistics.all.exact} />
              <td class="number">{count(statistics.all.trades)}</td>
              <td class="number minor">{recordOf(statistics.all)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p class={equal ? 'note' : 'banner'}>
        <span aria-hidden="true">{equal ? '✓' : '⚠'} </span>
        {equal ? t.equal : t.unequal}
      </p>
    </>
  )
}

const Bar = ({ value, values }: { value: number; values: readonly number[] }): JSX.Element => {
  const { left, width } = barOf(value, values)
  return (
    <td class="bar" aria-hidden="true">
      <span
        class={value < 0 ? 'loss' : 'gain'}
        style={{ marginInlineStart: `${left}%`, width: `${Math.max(width, value === 0 ? 0 : 0.5)}%` }}
      />
    </td>
  )
}

type AmountsOf = { realized_pnl: string; gross_pnl: string; fees: string }

const Amounts = ({ of }: { of: AmountsOf }): JSX.Element => {
  const exact = chosen('amounts', AMOUNTS) === 'exact'
  const { realized_pnl: net, gross_pnl: gross, fees } = of
  return (
    <>
      <td class="number" title={net}>
        {exact ? <Signed sign={signOf(net)}>{exactGain(net)}</Signed> : <Gain value={net} />}
      </td>
      <td class="number minor" title={gross}>
        {exact ? exactGain(gross) : gain(gross)}
      </td>
      <td class="number minor" title={fees}>
        {exact ? quantity(fees) : money(fees)}
      </td>
    </>
  )
}

/** Leads to the trades of the slice, where a list of trades can be narrowed to them. */
const SliceName = ({ by, slice }: { by: Dimension; slice: TradeSlice }): JSX.Element => {
  const name = sliceWords(by, slice)
  if (slice.values > 1 || slice.value === null) return <>{name}</>
  switch (by) {
    case 'bot':
      return <a href={linkTo(`/bots/${encodeURIComponent(slice.value)}`)}>{name}</a>
    case 'strategy':
    case 'symbol':
    case 'direction':
    case 'market_type':
      return <a href={linkTo('/history', { [by]: slice.value })}>{name}</a>
    default:
      return <>{name}</>
  }
}
