import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../src/main.ts')
const samples = join(import.meta.dirname, '../samples')
const eth = join(samples, 'coinbase-ETHUSD-1d-20180101_20231231.csv')
const btc = join(samples, 'coinbase-BTCUSD-1d-20180101_20231231.csv')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'papertape-analyze-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const analyze = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [cli, 'analyze', ...args], { env: { ...process.env, ...env }, encoding: 'utf8' })

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** The one document of stdout. */
const json = (args: string[]) => {
  const { status, stdout, stderr } = analyze([...args, '--json'])
  expect(stdout.trimEnd().split('\n')).toHaveLength(1)
  return { status, stderr, document: JSON.parse(stdout) as Record<string, unknown> }
}

describe('analyze --json', { timeout: 60_000 }, () => {
  it('of six years of ETH beside BTC has the figures that Python computes from the same closes', () => {
    const { status, document } = json([eth, '--benchmark', btc, '--risk-free', '0.04'])
    expect(status).toBe(0)
    // Python 3, standard library: math.fsum, statistics.NormalDist.
    const python = {
      total_return: 2.005243534511153,
      cagr: 0.201286542578351,
      volatility: 0.9155023184837499,
      sharpe: 0.6235883666518571,
      sortino: 0.958462398342759,
      calmar: 0.214108128612336,
      downside_deviation: 0.636560617239001,
      max_drawdown: 0.940116304238034,
      current_drawdown: 0.5259523265238263,
      var_historical_95: 0.07350420441440368,
      var_historical_99: 0.13303659165710865,
      var_parametric_95: 0.07714913733630097,
      var_parametric_99: 0.10980605642975501,
      cvar_historical_95: 0.1113622843323598,
      cvar_historical_99: 0.17788755677467133,
      win_rate_periods: 0.5118721461187214,
      beta: 0.9888596202883319,
      tracking_error: 0.5659109991285193,
      information_ratio: 0.26619047971065357,
      correlation: 0.7865251480201654,
    }
    for (const [name, value] of Object.entries(python)) expect(document[name], name).toBeCloseTo(value, 12)
    expect(document).toMatchObject({
      kind: 'equity',
      rows: 2191,
      reasons: {},
      warnings: [],
      benchmark: { periods: 2189 },
    })
  })

  it('of no rows is valid', () => {
    const { status, document, stderr } = json([file('none.csv', 'time,value\n'), '--kind', 'returns'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(document).toMatchObject({ sharpe: null, max_drawdown: 0, reasons: { sharpe: 'TOO_FEW' } })
  })

  it('says on stderr what is doubtful, and in the document', () => {
    const doubtful = file('doubtful.csv', 'time,value\n2024-01-02,0.01\n2024-01-01,1.5\n')
    const { status, stderr, document } = json([doubtful, '--kind', 'returns'])
    expect(status).toBe(0)
    expect(stderr).toContain('analyze: warning: row 2 (line 3), column time: the time is before')
    expect(stderr).toContain('analyze: warning: row 2, column value: a return above 100 %')
    expect(document['warnings']).toHaveLength(2)
  })

  it('of unreadable data is an error that names file, row and column, exit code 1', () => {
    const broken = file('broken.csv', 'time,value\n2024-01-01,0.01\n2024-01-02,5%\n')
    const { status, stderr, document } = json([broken])
    expect(status).toBe(1)
    expect(stderr).toContain(`${broken}: row 2 (line 3), column value: is "5%", with a per cent sign`)
    expect(document).toMatchObject({ ok: false })
    expect(json([join(folder, 'absent.csv')]).status).toBe(1)
    expect(json([folder]).status).toBe(1)
  })

  it.each([
    [[]],
    [['a.csv', 'b.csv']],
    [['a.csv', '--kind', 'candles']],
    [['a.csv', '--periods-per-year', '0']],
    [['a.csv', '--risk-free', '4%']],
    [['a.csv', '--mar', 'x']],
    [['a.csv', '--starting-capital', '0']],
    [['a.csv', '--frobnicate']],
    [['a.csv', '--kind', 'fills', '--benchmark', 'b.csv']],
  ])('%j is wrong usage, exit code 2', (args) => {
    const { status, stderr, document } = json(args)
    expect(status).toBe(2)
    expect(stderr).toContain('Usage: ./papertape analyze FILE')
    expect(document).toMatchObject({ ok: false })
  })

  it('refuses a benchmark for trades, and trades for a benchmark', () => {
    const trades = file('trades.csv', 'exit_time,net_pnl\n2024-01-01,5\n')
    expect(json([trades, '--benchmark', eth])).toMatchObject({ status: 1 })
    expect(json([eth, '--benchmark', trades])).toMatchObject({ status: 1 })
  })
})

describe('analyze on a terminal', { timeout: 60_000 }, () => {
  it('shows figures, curves and months, and a dash with its reason for what is undefined', () => {
    const flat = file('flat.csv', ['time,value', ...[1, 2, 3, 4].map((day) => `2024-01-0${day},0.01`)].join('\n'))
    const { status, stdout } = analyze([flat])
    expect(status).toBe(0)
    expect(stdout).toMatch(/Sharpe\s+— all returns are the same/)
    expect(stdout).toMatch(/Calmar\s+— no drawdown yet/)
    expect(stdout).toMatch(/Total return\s+\+4\.06 %/)
    expect(stdout).toContain('▁▃▆█')
    expect(stdout).toMatch(/2024\s+\+4\.06/)
    expect(stdout).toContain('* less than one year: CAGR')
  })

  it('has no colours where it is no terminal, and no line wider than 80', () => {
    for (const env of [{}, { FORCE_COLOR: '1' }, { NO_COLOR: '1' }]) {
      const { stdout } = analyze([eth, '--benchmark', btc], env)
      expect(stdout).not.toContain('\u001b')
      expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
    }
  })

  it('writes the same sheet as one HTML page', () => {
    const page = join(folder, 'sheet.html')
    const { status, stdout, stderr } = analyze([eth, '--html', page, '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'equity' })
    expect(stderr).toContain(`wrote ${page}`)
    const html = readFileSync(page, 'utf8')
    expect(html).toMatch(/^<!doctype html>/)
    expect(html).toContain('94.01 %')
    expect(html).not.toContain('<script')
    expect(analyze([eth, '--html', join(folder, 'no/such/folder.html')]).status).toBe(1)
  })

  it('shows what a file holds without obeying it', () => {
    const evil = `<img src=x onerror=alert(1)>\u001b[2J`
    const text = `time,symbol,side,quantity,price,fee\n2024-01-01,${evil},buy,1,1,0\n2024-01-02,B,sell,1,1,0\n`
    const page = join(folder, 'evil.html')
    const { stdout, stderr, status } = analyze([file('evil.csv', text), '--html', page])
    expect(status).toBe(0)
    expect(stdout + stderr).not.toContain('\u001b')
    expect(readFileSync(page, 'utf8')).not.toContain('<img')
  })
})
