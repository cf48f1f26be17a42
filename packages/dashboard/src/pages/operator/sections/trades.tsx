import type { Position } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRead } from '../../../data/use-read.ts'
import { price } from '../../../format/number.ts'
import { scope } from '../../../route/scope.ts'
import { linkTo } from '../../../route/url.ts'
import { Side } from '../../../ui/badge.tsx'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { Gain, Maybe } from '../../../ui/figure.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { Time } from '../../../ui/time.tsx'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { Confirm } from '../confirm.tsx'
import { type Form, TextField } from '../field.tsx'
import { OutcomeLine } from '../outcome.tsx'

const texts = words({
  en: {
    title: 'Open trades',
    none: 'No trade is open. Choose another bot or kind in the filters.',
    trade: 'Trade',
    bot: 'Bot',
    side: 'Side',
    entry: 'Entry',
    last: 'Last price',
    pnl: 'Open P/L',
    opened: 'Opened',
    close: 'Close',
    confirm: (symbol: string, bot: string) => `Close ${symbol} of ${bot}?`,
    why: 'It closes as CLOSED_MANUAL at the next price that comes, whatever that is. This cannot be taken back.',
    reason: 'Why',
    reasonHint: 'Everybody may read it; up to 500 characters',
    replay: 'trades of replays cannot be closed',
  },
  tr: {
    title: 'Açık işlemler',
    none: 'Açık işlem yok. Filtrelerden başka bir bot veya tür seçin.',
    trade: 'İşlem',
    bot: 'Bot',
    side: 'Yön',
    entry: 'Giriş',
    last: 'Son fiyat',
    pnl: 'Açık K/Z',
    opened: 'Açılış',
    close: 'Kapat',
    confirm: (symbol: string, bot: string) => `${bot} botunun ${symbol} işlemi kapatılsın mı?`,
    why: 'Gelen ilk fiyattan, ne olursa olsun, CLOSED_MANUAL olarak kapanır. Geri alınamaz.',
    reason: 'Neden',
    reasonHint: 'Herkes okuyabilir; en çok 500 karakter',
    replay: 'tekrar işlemleri kapatılamaz',
  },
})

type Texts = (typeof texts)['en']

const columns = (t: Texts, ask: (row: Position) => void): readonly Column<Position>[] => [
  {
    id: 'trade',
    label: t.trade,
    key: true,
    sortBy: ({ symbol }) => symbol,
    cell: ({ trade_id, symbol }) => <a href={linkTo(`/trades/${encodeURIComponent(trade_id)}`)}>{symbol}</a>,
  },
  { id: 'bot', label: t.bot, key: true, sortBy: ({ bot_id }) => bot_id, cell: ({ bot_id }) => bot_id },
  { id: 'side', label: t.side, cell: ({ direction }) => <Side direction={direction} /> },
  { id: 'entry', label: t.entry, numeric: true, cell: (row) => <Maybe value={row.entry_price} as={price} /> },
  { id: 'last', label: t.last, numeric: true, cell: (row) => <Maybe value={row.current_price} as={price} /> },
  { id: 'pnl', label: t.pnl, numeric: true, key: true, cell: (row) => <Gain value={row.unrealized_pnl} /> },
  { id: 'opened', label: t.opened, cell: ({ entry_time }) => <Time iso={entry_time} /> },
  {
    id: 'close',
    label: t.close,
    key: true,
    cell: (row) =>
      row.mode === 'replay' ? (
        t.replay
      ) : (
        <button type="button" class="danger" onClick={() => ask(row)}>
          {t.close}
        </button>
      ),
  },
]

/** Closes trades by hand. */
export default function Trades(): JSX.Element {
  const query = { ...scope.value, limit: 500 }
  const read = useRead(['operator-trades', query], (client, signal) => client.listOpenPositions(query, { signal }))
  const asking = useSignal<Position | null>(null)
  const form = useSignal<Form>({})
  const { outcome, run } = useAct()
  const t = say(texts)
  const act = async ({ trade_id, symbol, bot_id }: Position): Promise<void> => {
    const reason = (form.peek()['reason'] ?? '').trim()
    await run(`${t.close}: ${symbol}, ${bot_id}`, (client) =>
      client.closeTrade({ trade_id, body: reason === '' ? {} : { reason } }),
    )
    read.peek().again()
  }
  const ask = (row: Position): void => {
    form.value = {}
    asking.value = row
  }
  const now = asking.value
  return (
    <>
      <Panel id="operator-trades" title={t.title} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
        {(rows) => (
          <DataTable
            id="operator-trades"
            caption={t.title}
            columns={columns(t, ask)}
            rows={rows}
            rowKey={({ trade_id }) => trade_id}
          />
        )}
      </Panel>
      <OutcomeLine of={outcome.value} />
      {now === null ? null : (
        <Confirm
          title={t.confirm(now.symbol, now.bot_id)}
          does={t.close}
          act={() => void act(now)}
          close={() => {
            asking.value = null
          }}
        >
          <p>{t.why}</p>
          <TextField
            form={form}
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            maxLength={500}
            outcome={outcome.value}
          />
        </Confirm>
      )}
    </>
  )
}
