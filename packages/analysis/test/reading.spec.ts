import { describe, expect, it } from 'vitest'
import { type Kind, type ReadOptions, readRecord } from '../src/index.ts'
import { chunksOf, record } from './given.ts'

const read = async (text: string | Uint8Array, options: Partial<ReadOptions> = {}) => {
  const found = await record(text, options)
  if ('log' in found) throw new Error('a series expected')
  return { ...found, ...found.series, days: found.series.times.map((ms) => new Date(ms).toISOString()) }
}

const VALUES = [0.01, -0.02]

describe('the same two returns', () => {
  it.each([
    ['CSV', 'time,value\n2024-01-01,0.01\n2024-01-02,-0.02\n'],
    ['CSV without a last line end', 'time,value\n2024-01-01,0.01\n2024-01-02,-0.02'],
    ['with CRLF and a byte order mark', '\ufefftime,value\r\n2024-01-01,0.01\r\n2024-01-02,-0.02\r\n'],
    ['with quotes and empty lines', '"time","value"\n\n"2024-01-01","0.01"\n\n"2024-01-02", -0.02 \n\n'],
    ['with semicolons', 'time;value\n2024-01-01;0.01\n2024-01-02;-0.02\n'],
    ['with tabs', 'time\tvalue\n2024-01-01\t0.01\n2024-01-02\t-0.02\n'],
    ['without a header', '2024-01-01,0.01\n2024-01-02,-0.02\n'],
    ['in another order, among others', 'note,value,time\na,0.01,2024-01-01\n"b, c",-0.02,2024-01-02\n'],
    ['in upper case', 'TIME,Value\n2024-01-01,0.01\n2024-01-02,-0.02\n'],
    ['as pandas writes an index without a name', ',0\n2024-01-01,0.01\n2024-01-02,-0.02\n'],
    ['by other names', 'Date,Daily Return\n2024-01-01,0.01\n2024-01-02,-2e-2\n'],
    ['JSON objects', '[{"time":"2024-01-01","value":0.01},{"time":"2024-01-02","value":"-0.02"}]'],
    ['JSON pairs', '[["2024-01-01",0.01],["2024-01-02",-0.02]]'],
    [
      'pretty JSON',
      JSON.stringify(
        [
          { time: '2024-01-01', value: 0.01 },
          { value: -0.02, time: '2024-01-02' },
        ],
        null,
        2,
      ),
    ],
    ['NDJSON', '{"time":"2024-01-01","value":0.01}\n\n{"value":-0.02,"time":"2024-01-02"}\n'],
    ['NDJSON pairs', '["2024-01-01",0.01]\n["2024-01-02",-0.02]'],
    ['a document that holds them', '{"name":"x","returns":[["2024-01-01",0.01],["2024-01-02",-0.02]]}'],
  ])('%s', async (_, text) => {
    const found = await read(text)
    expect(found.values).toEqual(VALUES)
    expect(found.days).toEqual(['2024-01-01T00:00:00.000Z', '2024-01-02T00:00:00.000Z'])
    expect(found).toMatchObject({ kind: 'returns', rows: 2, warnings: [] })
  })

  it('in chunks cut anywhere', async () => {
    const bytes = new TextEncoder().encode(
      '\ufeff"time","välue","value"\r\n2024-01-01,"ä\n€",0.01\r\n2024-01-02,x,-0.02',
    )
    for (let size = 1; size < bytes.length; size += 1) {
      const found = await readRecord(() => chunksOf(bytes, size), { kind: 'returns' })
      expect('series' in found && found.series.values).toEqual(VALUES)
    }
  })
})

describe('times', () => {
  it.each([
    ['2024-01-01T01:02:03.5Z', '2024-01-01T01:02:03.500Z'],
    ['2024-01-01 01:02:03', '2024-01-01T01:02:03.000Z'],
    ['2024-01-01T01:02', '2024-01-01T01:02:00.000Z'],
    ['2024-01-01 01:02:03+00:00', '2024-01-01T01:02:03.000Z'],
    ['2024-01-01T01:02:03.250-05:30', '2024-01-01T06:32:03.250Z'],
    ['2024-01-01 01:02:03 UTC', '2024-01-01T01:02:03.000Z'],
    ['1969-12-31', '1969-12-31T00:00:00.000Z'],
    ['1704070923', '2024-01-01T01:02:03.000Z'],
    ['1704070923.25', '2024-01-01T01:02:03.250Z'],
    ['1704070923250', '2024-01-01T01:02:03.250Z'],
    ['1704070923250000', '2024-01-01T01:02:03.250Z'],
    ['1704070923250000000', '2024-01-01T01:02:03.250Z'],
  ])('%s is %s', async (text, time) => {
    expect((await read(`time,value\n${text},0.01`)).days).toEqual([time])
  })

  it.each([
    ['', 'is empty, but must be a time'],
    ['20240101', 'is "20240101", but must be RFC 3339'],
    ['2024-02-30', 'is "2024-02-30", which is no time'],
    ['2024-01-01T24:00', 'which is no time'],
    ['2024-01-01T10:00:61Z', 'which is no time'],
    ['01/02/2024', 'but must be RFC 3339'],
    ['yesterday', 'is "yesterday", but must be RFC 3339'],
    ['99999999999999999999999', 'but must be RFC 3339'],
  ])('%s is none', async (text, message) => {
    await expect(read(`time,value\n2024-01-01,0.01\n${text},0.01`)).rejects.toThrow(
      new RegExp(`^row 2 \\(line 3\\), column time: .*${message}`),
    )
  })

  it('in two units are an error that names the row', async () => {
    await expect(read('time,value\n1704070923,0.01\n1704070923250,0.01')).rejects.toThrow(
      'row 2 (line 3), column time: is epoch milliseconds, but the rows before it are epoch seconds',
    )
    await expect(read('[["2024-01-01",0.01],[1704070923,0.01]]')).rejects.toThrow(
      'row 2, column time: is epoch seconds, but the rows before it are a date',
    )
  })

  it('unsorted or twice are a warning that names the row, and taken as given', async () => {
    const found = await read('time,value\n2024-01-02,0.01\n2024-01-01,0.02\n2024-01-01,0.03\n2023-01-01,-0.04')
    expect(found.warnings).toEqual([
      'row 2 (line 3), column time: the time is before that of the row above; rows are taken in the order given (and 1 more row)',
      'row 3 (line 4), column time: the time is that of the row above',
    ])
    expect(found.values).toEqual([0.01, 0.02, 0.03, -0.04])
  })
})

describe('values', () => {
  it.each([
    ['', 'is empty, but must be a number'],
    ['5%', 'with a per cent sign'],
    ['"1,234.5"', 'with thousands separators'],
    ['"1\u202f234"', 'with thousands separators'],
    ['"0,5"', 'with a comma'],
    ['NaN', 'is "NaN", but must be a finite number'],
    ['-Infinity', 'but must be a finite number'],
    ['1e400', 'is "1e400", but must be a finite number'],
    ['0x10', 'is "0x10", but must be a decimal number'],
    ['one', 'is "one", but must be a decimal number'],
  ])('%s: %s', async (text, message) => {
    await expect(read(`time,value\n2024-01-01,0.01\n2024-01-02,${text}`)).rejects.toThrow(
      new RegExp(`^row 2 \\(line 3\\), column value: .*${message}`),
    )
  })

  it('a comma within a number makes a row too long', async () => {
    await expect(read('time,value\n2024-01-01,1,234.5')).rejects.toThrow(
      'row 1 (line 2): the row has 3 cells, but the header 2',
    )
  })

  it('JSON beyond a double is an error that names the row', async () => {
    await expect(read('[{"time":"2024-01-01","value":1e400}]')).rejects.toThrow('row 1, column value: is "Infinity"')
    await expect(read('[{"time":"2024-01-01","value":null}]')).rejects.toThrow('row 1, column value: is empty')
    await expect(read('[{"time":"2024-01-01","value":0.1},{"time":"2024-01-01"}]')).rejects.toThrow(
      'row 2, column value: is empty',
    )
  })

  it('amounts of more than 18 decimals are rounded, and told', async () => {
    const found = await record('exit_time,net_pnl\n2024-01-01,1.2345678901234567e-05\n2024-01-01,0.0000000000000000015')
    expect('log' in found && found.log.nets).toEqual([12_345_678_901_235n, 2n])
    expect(found.warnings).toEqual([
      'row 1 (line 2), column net_pnl: more than 18 decimals: rounded to 18 (and 1 more row)',
    ])
  })
})

describe('columns', () => {
  it('that are not known are listed, with those that are needed', async () => {
    await expect(record('when,what\n1,2\n', { kind: 'fills' })).rejects.toThrow(
      'the columns do not fit --kind fills: needed time, symbol, side, quantity, price, fee; found when, what',
    )
    await expect(record('a,b,c\n1,2,3')).rejects.toThrow(/needed time, value \(returns, equity\).*found a, b, c/)
  })

  it('that could both be meant are named', async () => {
    await expect(record('time,equity,balance\n2024-01-01,1,2')).rejects.toThrow(
      'unclear which column counts, equity and balance',
    )
    await expect(record('time,returns,equity\n2024-01-01,1,2')).rejects.toThrow('returns or equity: say --kind')
    await expect(record('time,value,value\n2024-01-01,1,2')).rejects.toThrow('column value: stands twice in the header')
    expect((await read('time,returns,equity\n2024-01-01,0.1,2', { kind: 'equity' })).values).toEqual([2])
  })

  it('in per cent by their name are refused', async () => {
    await expect(record('date,return_pct\n2024-01-01,1')).rejects.toThrow(
      'column return_pct: is in per cent by its name',
    )
  })

  it('without names are only guessed where there are two', async () => {
    await expect(record('2024-01-01,1,2\n')).rejects.toThrow('there is no header, and 3 columns without names')
    const fills = await record('2024-01-01,X,buy,1,1,0\n', { kind: 'fills' })
    expect(fills).toMatchObject({ kind: 'fills', rows: 1 })
  })

  it('called __proto__ or constructor are columns like others', async () => {
    expect((await read('time,__proto__,constructor,value\n2024-01-01,1,2,0.01')).values).toEqual([0.01])
    expect((await read('[{"__proto__":{"value":9},"time":"2024-01-01","value":0.01}]')).values).toEqual([0.01])
    await expect(read('[{"__proto__":{"value":9},"time":"2024-01-01"}]')).rejects.toThrow('column __proto__: is')
    const fill = '__proto__'
    const sums = await record(
      `time,symbol,side,quantity,price,fee\n2024-01-01,${fill},buy,1,1,0\n2024-01-01,${fill},sell,1,2,0`,
    )
    expect('log' in sums && sums.log.symbols.get('__proto__')?.trades).toBe(1)
  })
})

describe('the kind', () => {
  it.each<[string, Kind, string]>([
    ['time,value\n2024-01-01,0.01\n2024-01-02,0.02', 'returns', 'no value is above 0.5'],
    ['time,value\n2024-01-01,-3\n2024-01-02,200', 'returns', 'values are not all above zero'],
    ['time,value\n2024-01-01,1\n2024-01-02,0.98', 'equity', 'all values are above 0.5'],
    ['time,close\n2024-01-01,0.001', 'equity', 'column close'],
    ['time,returns\n2024-01-01,5', 'returns', 'column returns'],
    ['exit_time,net_pnl\n2024-01-01,5', 'trades', 'column exit_time'],
    ['time,symbol,side,quantity,price,fee\n2024-01-01,X,buy,1,1,0', 'fills', 'columns quantity and price'],
  ])('of %j is %s, because of what is there', async (text, kind, because) => {
    const found = await record(text)
    expect(found.kind).toBe(kind)
    expect(found.notes[0]).toContain(`taken as ${kind}, because`)
    expect(found.notes[0]).toContain(because)
  })

  it('that the column’s name speaks against is taken, and told', async () => {
    const prices = await record('time,close\n2024-01-01,0.0003\n2024-01-02,0.0004', { kind: 'returns' })
    expect(prices).toMatchObject({
      kind: 'returns',
      warnings: ['column close: holds equity by its name, but is taken as returns, as --kind says'],
    })
    const gains = await record('time,returns\n2024-01-01,0.1\n2024-01-02,0.2', { kind: 'equity' })
    expect(gains.warnings).toEqual([
      'column returns: holds returns by its name, but is taken as equity, as --kind says',
    ])
    expect((await record('time,close\n2024-01-01,3', { kind: 'equity' })).warnings).toEqual([])
  })

  it('that nobody can tell is an error, and the word of the user counts', async () => {
    const text = 'time,value\n2024-01-01,0.3\n2024-01-02,0.7'
    await expect(record(text)).rejects.toThrow(
      'column value: returns or equity? values lie on both sides of 0.5; say --kind',
    )
    expect((await record(text, { kind: 'equity' })).kind).toBe('equity')
    expect((await record(text, { kind: 'equity' })).notes).toEqual([])
  })
})
