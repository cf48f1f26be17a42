import type { Column, Header } from '../reading/header.ts'

/** Where the columns of closed trades are; amounts are either all there, or the net profit says it all. */
export type TradeColumns = {
  exitTime: Column
  entryTime: Column | null
  symbol: Column | null
  side: Column | null
  quantity: Column | null
  entryPrice: Column | null
  exitPrice: Column | null
  fees: Column | null
  /** Fee rates of entry and exit, in place of fees: how freqtrade writes them. */
  feeRates: readonly [Column, Column] | null
  isShort: Column | null
  funding: Column | null
  netPnl: Column | null
  /** `true` where the profit column is freqtrade's, which it rounds to 8 decimals. */
  isFreqtrade: boolean
}

/** The columns of closed trades; `null` where they are not all there. */
export const tradeColumns = (header: Header): TradeColumns | null => {
  const exitTime = header.find(
    'exit_time',
    'close_time',
    'closed_at',
    'close_timestamp',
    'closed_ms',
    'exit_date',
    'close_date',
  )
  const rates = [header.find('fee_open', 'fee_open_rate'), header.find('fee_close', 'fee_close_rate')] as const
  const freqtradePnl = header.find('profit_abs')
  if (exitTime === null) return null
  const columns: TradeColumns = {
    exitTime,
    entryTime: header.find(
      'entry_time',
      'open_time',
      'opened_at',
      'open_timestamp',
      'opened_ms',
      'entry_date',
      'open_date',
    ),
    symbol: header.find('symbol', 'pair', 'market', 'instrument'),
    side: header.find('side', 'direction'),
    quantity: header.find('quantity', 'qty', 'amount', 'size'),
    entryPrice: header.find('entry_price', 'open_rate', 'open_price'),
    exitPrice: header.find('exit_price', 'close_rate', 'close_price'),
    fees: header.find('fees', 'fee', 'total_fees', 'commission'),
    feeRates: rates[0] !== null && rates[1] !== null ? [rates[0], rates[1]] : null,
    isShort: header.find('is_short'),
    funding: header.find('funding_fees'),
    netPnl: header.find('net_pnl', 'realized_pnl') ?? freqtradePnl,
    isFreqtrade: freqtradePnl !== null,
  }
  const { quantity, entryPrice, exitPrice, fees, feeRates, side, isShort, netPnl } = columns
  const isWhole = quantity && entryPrice && exitPrice && (fees ?? feeRates) && (side ?? isShort)
  return isWhole || netPnl ? columns : null
}
