import { decimal } from '@papertape/money'
import { describe, expect, it } from 'vitest'
import { aLong, aPolicy, aShort, aTick, decisionsOf, exitOf, fillOf } from './given.ts'

const levels = (direction: 'LONG' | 'SHORT', entry_price: string, take_profit: string, stop_loss: string) => ({
  direction,
  entry_price,
  take_profit,
  stop_loss,
})

describe('the amounts of a trade', () => {
  it('are exact where floating point is not: 1.1 to 3.3', () => {
    const accepted = aLong({ ...levels('LONG', '1.1', '3.3', '0.5'), position_size: '1.1' })
    const { data } = exitOf(accepted, [aTick(1, '3.3')])
    expect(data).toMatchObject({
      price: '3.3',
      quantity: '1',
      notional: '3.3',
      fee: '0.0033',
      exit: { entry_price: '1.1', entry_fee: '0.0011', gross_pnl: '2.2', realized_pnl: '2.1956' },
    })
  })

  it.each([
    ['LONG', '110', '10', '9.79'],
    ['LONG', '95', '-5', '-5.195'],
    ['SHORT', '90', '10', '9.81'],
    ['SHORT', '105', '-5', '-5.205'],
  ])('%s out at %s: gross %s, net %s', (direction, price, gross_pnl, realized_pnl) => {
    const accepted = direction === 'LONG' ? aLong() : aShort()
    expect(exitOf(accepted, [aTick(1, price)]).data.exit).toMatchObject({ gross_pnl, realized_pnl })
  })

  it('round the quantity once, half to even, and never the position size', () => {
    const accepted = aLong({ ...levels('LONG', '3', '4', '2'), position_size: '100' })
    const entry = fillOf(decisionsOf(accepted, []), 'entry')
    expect(entry.data).toMatchObject({
      quantity: '33.333333333333333333',
      notional: '99.999999999999999999',
      fee: '0.1',
    })
  })

  it('charge the taker fee on both legs, take profit included', () => {
    const accepted = aLong({ policy: aPolicy({ taker_fee_rate: '0.01' }) })
    const { data } = exitOf(accepted, [aTick(1, '110')])
    expect(data).toMatchObject({ fee: '1.1', exit: { entry_fee: '1', gross_pnl: '10', realized_pnl: '7.9' } })
  })

  it('hold at prices of 10⁻¹⁸ and 10¹²', () => {
    const dust = levels('LONG', '0.000000000000000002', '0.000000000000000003', '0.000000000000000001')
    expect(exitOf(aLong(dust), [aTick(1, '0.000000000000000001')]).data).toMatchObject({
      status: 'CLOSED_SL',
      quantity: '50000000000000000000',
      notional: '50',
      exit: { gross_pnl: '-50', realized_pnl: '-50.15' },
    })
    const huge = levels('SHORT', '1000000000000', '999999999999.999999999999999999', '1000000000001')
    expect(exitOf(aShort(huge), [aTick(1, '1')]).data).toMatchObject({
      status: 'CLOSED_TP',
      price: '999999999999.999999999999999999',
      quantity: '0.0000000001',
      exit: { gross_pnl: '0' },
    })
  })

  it('are exactly zero for a trade without fee that leaves where it came in: break-even', () => {
    const accepted = aLong({ policy: aPolicy({ taker_fee_rate: '0' }), expires_at: '2024-01-01T00:00:01.000Z' })
    const { data } = exitOf(accepted, [aTick(1, '100')])
    expect(data.exit).toMatchObject({ gross_pnl: '0', realized_pnl: '0' })
    expect(data.fee).toBe('0')
  })

  it('sum up exactly: net = gross − both fees', () => {
    const { data } = exitOf(aLong({ entry_price: '97.31', position_size: '77.7' }), [aTick(1, '110')])
    const { gross_pnl = '', entry_fee = '', realized_pnl = '' } = data.exit ?? {}
    expect(decimal(realized_pnl)).toBe(decimal(gross_pnl) - decimal(entry_fee) - decimal(data.fee))
  })
})

describe('slippage', () => {
  it('is not paid by a trade at the signal’s own price', () => {
    const accepted = aLong({ policy: aPolicy({ slippage_bps: '100' }) })
    expect(fillOf(decisionsOf(accepted, []), 'entry').data.price).toBe('100')
    expect(exitOf(accepted, [aTick(1, '94')]).data.price).toBe('94')
  })
})
