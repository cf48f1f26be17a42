import type { Column, Header } from '../reading/header.ts'
import { timeColumn } from './time-column.ts'

/** Where the columns of fills are. */
export type FillColumns = {
  time: Column
  symbol: Column
  side: Column
  quantity: Column
  price: Column
  fee: Column | null
  /** Hummingbot's fees: a share of the notional, or a flat amount in a token. */
  feePercent: Column | null
  flatFee: Column | null
  feeToken: Column | null
}

/** The columns of fills; `null` where they are not all there. */
export const fillColumns = (header: Header): FillColumns | null => {
  const time = timeColumn(header)
  const symbol = header.find('symbol', 'pair', 'market', 'instrument')
  const side = header.find('side')
  const quantity = header.find('quantity', 'qty', 'amount', 'size')
  const price = header.find('price')
  const fee = header.find('fee', 'fees', 'commission')
  const feePercent = header.find('fee_percent')
  if (!time || !symbol || !side || !quantity || !price || !(fee ?? feePercent)) return null
  const feeToken = header.find('fee_currency', 'fee_asset', 'fee_token', 'commission_asset', 'flat_fee_token')
  return { time, symbol, side, quantity, price, fee, feePercent, flatFee: header.find('flat_fee_amount'), feeToken }
}
