import type { SheetColumn, SheetTable } from '@papertape/report'
import type { Projection, Subject } from './subject.ts'

/** As many trades are listed, the newest. */
const TRADES_MAX = 200

const COLUMNS: readonly SheetColumn[] = [
  { key: 'symbol', label: 'Symbol', unit: 'text' },
  { key: 'direction', label: 'Side', unit: 'text' },
  { key: 'status', label: 'Status', unit: 'text' },
  { key: 'realized_pnl', label: 'Net P/L', unit: 'amount', signed: true },
  { key: 'realized_pnl_pct', label: 'Net', unit: 'percent', signed: true },
  { key: 'entry_time', label: 'Entry (UTC)', unit: 'time' },
  { key: 'exit_time', label: 'Exit (UTC)', unit: 'time' },
  { key: 'entry_price', label: 'Entry price', unit: 'price' },
  { key: 'exit_price', label: 'Exit price', unit: 'price' },
  { key: 'fees', label: 'Fees', unit: 'amount' },
  { key: 'trade_id', label: 'Trade', unit: 'text' },
]

const BOT: SheetColumn = { key: 'bot_id', label: 'Bot', unit: 'text' }

/** The newest trades of a subject that anybody may list, open ones among them. */
export const readNewestTrades = async (projection: Projection, { mode, bot }: Subject): Promise<SheetTable> => {
  const rows = await projection
    .selectFrom('trades')
    .select(['bot_id', 'symbol', 'direction', 'status', 'realized_pnl', 'realized_pnl_pct', 'entry_time', 'exit_time'])
    .select(['entry_price', 'exit_price', 'fees', 'trade_id'])
    .where('status', '!=', 'WAITING')
    .$if(bot !== null, (trades) => trades.where('bot_id', '=', bot?.bot_id ?? ''))
    .$if(bot === null, (trades) => trades.where('mode', '=', mode).where('public', '=', true))
    .orderBy('opened_at', 'desc')
    .orderBy('accepted_seq', 'desc')
    .limit(TRADES_MAX + 1)
    .execute()
  const isCut = rows.length > TRADES_MAX
  return {
    title: 'Newest trades',
    columns: bot === null ? [BOT, ...COLUMNS] : COLUMNS,
    rows: rows.slice(0, TRADES_MAX).map(({ bot_id, ...trade }) => (bot === null ? { bot_id, ...trade } : trade)),
    ...(isCut ? { note: `The newest ${TRADES_MAX}; all of them at /api/public/paper-trading/.` } : {}),
  }
}
