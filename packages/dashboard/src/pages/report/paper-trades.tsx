import type { Trade } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { statusWords } from '../../figures/trade-words.ts'
import { exactSum } from '../../format/decimal.ts'
import { count, money, price } from '../../format/number.ts'
import { scope, type TradeScope } from '../../route/scope.ts'
import { Side } from '../../ui/badge.tsx'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Closed trades',
    none: 'No trade was closed in this selection.',
    cut: (n: string) => `The newest ${n} are listed here; the file of trades holds all.`,
    symbol: 'Symbol',
    bot: 'Bot',
    side: 'Side',
    entry: 'Entry',
    exit: 'Exit',
    reason: 'Exit reason',
    fees: 'Fees',
    pnl: 'P/L',
    pct: 'P/L %',
    sum: (n: string) => `Sum of ${n}`,
  },
  tr: {
    title: 'Kapanan işlemler',
    none: 'Bu seçimde kapanan işlem yok.',
    cut: (n: string) => `Burada en yeni ${n} işlem var; işlem dosyası hepsini içerir.`,
    symbol: 'Sembol',
    bot: 'Bot',
    side: 'Yön',
    entry: 'Giriş',
    exit: 'Çıkış',
    reason: 'Çıkış nedeni',
    fees: 'Ücretler',
    pnl: 'K/Z',
    pct: 'K/Z %',
    sum: (n: string) => `${n} işlemin toplamı`,
  },
})

/** More fills too many pages. */
const LISTED = 500

/** The trades that were closed, the newest first. */
export const PaperTrades = ({ of }: { of: TradeScope }): JSX.Element => {
  const query = { ...of, status: ['CLOSED' as const], limit: LISTED }
  const read = useRead(
    ['paper-trades', query],
    async (client, signal) => {
      const answer = await client.listTrades(query, { signal })
      return { ...answer, data: { rows: answer.data, isCut: (answer.page?.next ?? null) !== null } }
    },
    { refreshMs: null },
  )
  const t = say(texts)
  return (
    <Panel
      id="paper-trades"
      class="long"
      title={t.title}
      read={read}
      empty={({ rows }) => (rows.length === 0 ? t.none : null)}
    >
      {({ rows, isCut }) => (
        <>
          {isCut ? <p class="note">{t.cut(count(rows.length))}</p> : null}
          <Trades rows={rows} />
        </>
      )}
    </Panel>
  )
}

const Trades = ({ rows }: { rows: readonly Trade[] }): JSX.Element => {
  const t = say(texts)
  const isOne = scope.value.bot_id !== undefined
  const texted = [t.symbol, ...(isOne ? [] : [t.bot]), t.side, t.entry, t.exit, t.reason]
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t.title}>
      <table class="data">
        <caption class="visually-hidden">{t.title}</caption>
        <thead>
          <tr>
            {texted.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            {[t.fees, t.pnl, t.pct].map((label) => (
              <th key={label} scope="col" class="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.trade_id} row={row} isOne={isOne} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={texted.length}>{t.sum(count(rows.length))}</td>
            <td class="number">{money(exactSum(rows.flatMap(({ fees }) => fees ?? [])))}</td>
            <td class="number">
              <Gain value={exactSum(rows.flatMap(({ realized_pnl }) => realized_pnl ?? []))} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** A fill: its price, and when below it. */
const Leg = ({ at, time }: { at: string | null; time: string | null }): JSX.Element => (
  <span class="leg">
    <Maybe value={at} as={price} />
    <small class="quiet">
      <Time iso={time} />
    </small>
  </span>
)

const Row = ({ row, isOne }: { row: Trade; isOne: boolean }): JSX.Element => (
  <tr>
    <td>{row.symbol}</td>
    {isOne ? null : <td>{row.bot_id}</td>}
    <td>
      <Side direction={row.direction} />
    </td>
    <td>
      <Leg at={row.entry_price} time={row.entry_time} />
    </td>
    <td>
      <Leg at={row.exit_price} time={row.exit_time} />
    </td>
    <td>{statusWords(row.status)}</td>
    <td class="number">
      <Maybe value={row.fees} as={money} />
    </td>
    <td class="number">
      <Gain value={row.realized_pnl} />
    </td>
    <td class="number">
      <GainPct value={row.realized_pnl_pct} />
    </td>
  </tr>
)
