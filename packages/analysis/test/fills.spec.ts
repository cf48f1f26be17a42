import { describe, expect, it } from 'vitest'
import { analysisJson } from '../src/index.ts'
import { analysis, record, values } from './given.ts'

const header = 'time,symbol,side,quantity,price,fee'
const fills = (...rows: string[]): string =>
  [header, ...rows.map((row, index) => `${1_704_067_200 + index * 60},${row}`)].join('\n')

const logOf = async (text: string) => {
  const read = await record(text)
  if (!('log' in read) || read.holdings === null) throw new Error('fills expected')
  return read
}

const UNIT = 10n ** 18n

describe('fills', () => {
  it('close the oldest lot first', async () => {
    const read = await logOf(fills('X,buy,1,100,0', 'X,buy,1,200,0', 'X,sell,1,150,0', 'X,sell,1,150,0'))
    expect(read.log.nets).toEqual([50n * UNIT, -50n * UNIT])
    expect(read.log.newest.map(({ entryMs, exitMs }) => (exitMs - (entryMs ?? 0)) / 1000)).toEqual([120, 120])
  })

  it('are weighted by quantity: 100 at 10 and 300 at 20 cost 17.5 each', async () => {
    const read = await logOf(fills('X,buy,100,10,0', 'X,buy,300,20,0', 'X,sell,400,17.5,0'))
    expect(read.log.nets.reduce((sum, net) => sum + net, 0n)).toBe(0n)
  })

  it('that cross zero close with one part and open with the other, the fee by quantity', async () => {
    const read = await logOf(fills('X,buy,1,100,0.1', 'X,sell,3,110,0.3', 'X,buy,2,105,0'))
    // +10 − 0.1 − 0.1, then short 2 from 110 to 105: +10 − 0.2.
    expect(read.log.nets).toEqual([(98n * UNIT) / 10n, (98n * UNIT) / 10n])
    expect(read.log.newest.map(({ side }) => side)).toEqual(['LONG', 'SHORT'])
    expect(read.holdings?.positions).toEqual([])
  })

  it('share a fee that does not divide, to the last digit', async () => {
    const read = await logOf(fills('X,buy,3,1,0.1', 'X,sell,1,1,0', 'X,sell,1,1,0', 'X,sell,1,1,0'))
    expect(read.log.nets).toEqual([-33_333_333_333_333_333n, -33_333_333_333_333_334n, -33_333_333_333_333_333n])
    expect(read.log.fees).toBe(UNIT / 10n)
  })

  it('of several symbols do not meet', async () => {
    const read = await logOf(fills('X,buy,1,100,0', 'Y,sell,1,50,0', 'X,sell,1,101,0', 'Y,buy,1,49,0'))
    expect([...read.log.symbols]).toEqual([
      ['X', { trades: 1, net: UNIT }],
      ['Y', { trades: 1, net: UNIT }],
    ])
  })

  it('that stay open are shown at the last price, and in no figure of closed trades', async () => {
    const open = await analysis(fills('X,buy,2,100,1', 'X,sell,1,110,0.5'))
    // Closed 1: 10 − 0.5 − 0.5. Held 1: 110 − 100 − 0.5.
    expect(values(open)).toMatchObject({ net_pnl: 9, total_fees: 1, total_trades: 1 })
    expect(analysisJson(open)).toMatchObject({
      unrealized_pnl: 9.5,
      open_positions: [
        { symbol: 'X', side: 'LONG', quantity: '1', fees: '0.5', last_price: '110', unrealized_pnl: '9.5' },
      ],
    })
    expect(open.notes).toContain('open at the end, and in no figure of closed trades: X')
  })

  it('out of order are put in order of time, and say so', async () => {
    const text = `${header}\n2024-01-02,X,sell,1,110,0\n2024-01-01,X,buy,1,100,0`
    const read = await logOf(text)
    expect(read.log.newest).toMatchObject([{ side: 'LONG', net: 10n * UNIT }])
    expect(read.warnings).toEqual([
      'row 2 (line 3), column time: the time is before that of the row above; fills are put in order of time',
    ])
    expect(read.rows).toBe(2)
  })

  it('in two quote currencies are added, and warned about', async () => {
    const read = await logOf(fills('A-USDT,buy,1,1,0', 'B/BTC,buy,1,1,0', 'C/USDT:USDT,buy,1,1,0'))
    expect(read.warnings).toEqual([
      'row 2 (line 3), column symbol: quoted in BTC, but A-USDT in USDT: amounts are added as they are',
    ])
  })

  it('with fees in another currency are refused, naming the row', async () => {
    const text = (rows: string) => `${header},commission_asset\n${rows}`
    await expect(
      record(text('2024-01-01,BTCUSDT,buy,1,1,0.1,USDT\n2024-01-01,BTCUSDT,sell,1,1,0.1,BNB')),
    ).rejects.toThrow('row 2 (line 3), column commission_asset: the fee is in "BNB"')
    await expect(record(text('2024-01-01,BTCUSDT,buy,1,1,0,BNB'))).resolves.toMatchObject({ rows: 1 })
  })

  it('as Hummingbot writes them: a share of the notional, or a flat amount', async () => {
    const text = [
      'symbol,side,price,qty,ts_ms,fee_type,fee_percent,flat_fee_token,flat_fee_amount',
      'A-USDT,buy,100,2,1652119040000,AddedToCost,0.001,,',
      'A-USDT,sell,110,2,1652119050000,AddedToCost,0,USDT,0.5',
    ].join('\n')
    expect((await logOf(text)).log.nets).toEqual([(193n * UNIT) / 10n])
  })

  it.each([
    ['X,hold,1,1,0', 'column side: is "hold", but must be buy or sell'],
    ['X,buy,0,1,0', 'column quantity: is "0", but must be above zero'],
    ['X,buy,1,-1,0', 'column price: is "-1", but must be above zero'],
    [',buy,1,1,0', 'column symbol: is empty'],
    ['X,buy,1,1,', 'column fee: is empty'],
  ])('%s: %s', async (row, message) => {
    await expect(record(fills('X,buy,1,1,0', row))).rejects.toThrow(`row 2 (line 3), ${message}`)
  })
})
