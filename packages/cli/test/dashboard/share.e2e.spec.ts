import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { marketDay } from '@papertape/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { papertape, startPapertape } from '../papertape-stack.ts'
import { launchBrowser, openPage, untilRead } from './browser.ts'
import { type Market, names, openMarket, type ShownTrade } from './market.ts'
import { dialog, operating, PATIENCE, shows } from './operating.ts'

let browser: Browser
let system: Awaited<ReturnType<typeof startPapertape>>
let market: Market
const named = names()
beforeAll(async () => {
  ;[browser, system] = await Promise.all([launchBrowser(), startPapertape()])
  market = await openMarket(system)
  const day = marketDay({ seed: 11, prefix: 'day', minutes: 480, signals: 240 })
  const [file, bots] = [join(system.dataDir, 'day.jsonl'), join(system.dataDir, 'bots.json')]
  await writeFile(file, day.lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await writeFile(bots, JSON.stringify(day.registrations))
  expect(await papertape('replay', file, '--bot', bots, ...system.flags)).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await browser.close()
  await market[Symbol.asyncDispose]()
  await system[Symbol.asyncDispose]()
})

const figure = (page: Page, id: string) => page.locator(`#figure-${id} .value`).first()

/** A visitor of their own, who opens one address. */
const visiting = async (address: string) => {
  const opened = await openPage(browser, market.origin)
  opened.page.setDefaultTimeout(60_000)
  const response = await opened.page.goto(address)
  if (response === null) throw new Error(`no answer for ${address}`)
  return { ...opened, response }
}

/** Waits until the figures of a bot have taken in what it won. */
const realized = (botId: string, amount: number) =>
  expect
    .poll(
      async () => (await market.read<{ realized_pnl: number }>(`/api/kpi/current?bot_id=${botId}`)).realized_pnl,
      PATIENCE,
    )
    .toBe(amount)

describe('a frozen link', () => {
  it('shows for ever what stood then, to anybody who has it, until it is revoked', async () => {
    const id = await market.register(named('shared'))
    const hidden = await market.register(named('hidden'), { public: false })
    await market.won(id, 's1')
    await realized(id, 10)

    const operator = await operating(browser, system.stack(), 'bots', `&bot_id=${id}`)
    await operator.page.getByRole('link', { name: 'Overview' }).first().click()
    await untilRead(operator.page)
    await operator.page.getByRole('button', { name: 'Share this view' }).click()
    await operator.page.getByLabel('Title').fill('The first win')
    await operator.page.getByRole('button', { name: 'Make the link' }).click()
    const link = (await operator.page.locator('.share .banner code').innerText()).trim()
    expect(link).toMatch(/\/bot-performance\/share\/[\w-]{20,}$/)

    await market.won(id, 's2')
    await realized(id, 20)
    const visitor = await visiting(link)
    await untilRead(visitor.page)
    await shows(figure(visitor.page, 'realized_pnl'), /\+\$10\.00/)
    await shows(visitor.page.locator('#connection'), /Frozen/)
    expect(visitor.response.headers()['x-robots-tag']).toBe('noindex')
    expect(await visitor.page.locator('meta[name="robots"]').getAttribute('content')).toBe('noindex')
    expect(await visitor.page.locator('meta[property="og:title"]').getAttribute('content')).toContain('The first win')
    const said = `${await visitor.response.text()}${await visitor.page.content()}`
    for (const secret of [hidden, system.stack().admin_token, 'Operator mode is on']) expect(said).not.toContain(secret)
    await visitor.page.goto(`/bot-performance?bot_id=${id}`)
    await shows(figure(visitor.page, 'realized_pnl'), /\+\$20\.00/)
    expect(visitor.complaints).toEqual([])

    await operator.page.goto('/bot-performance/operator?section=shares')
    await operator.page.getByLabel('Operator’s token').fill(system.stack().admin_token)
    await operator.page.getByRole('button', { name: 'Sign in' }).click()
    const row = operator.page.locator('#shares li', { hasText: 'The first win' })
    await row.getByRole('button', { name: 'Revoke' }).click()
    await dialog(operator.page).getByRole('button', { name: 'Revoke' }).click()
    await shows(row, /revoked/)
    expect(await operator.page.locator('body').innerText()).not.toContain(link.split('/').at(-1))
    const after = await visitor.page.goto(link)
    expect(after?.status()).toBe(410)
    await shows(visitor.page.locator('body'), /This link has ended/)
    expect(await visitor.page.locator('body').innerText()).not.toContain('$10.00')
    await visitor.page.context().close()
    await operator.close()
  })
})

describe('a link that is copied', () => {
  it('names the place in the ledger, and shows what stood there', async () => {
    const id = await market.register(named('copied'))
    await market.won(id, 's1')
    await realized(id, 10)
    const { page, complaints } = await openPage(browser, market.origin, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.goto(`/bot-performance?bot_id=${id}`)
    await page.getByRole('button', { name: 'Share this view' }).click()
    await page.getByRole('button', { name: /Copy link, frozen at ledger/ }).click()
    await shows(page.locator('.share'), /Link copied/)
    const link = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(new URL(link).searchParams.get('as_of')).toMatch(/^\d+$/)

    await market.won(id, 's2')
    await realized(id, 20)
    await page.goto(link)
    await shows(figure(page, 'realized_pnl'), /\+\$10\.00/)
    await shows(page.locator('#connection'), /Frozen/)
    await page.getByRole('button', { name: 'Show it live' }).first().click()
    await shows(figure(page, 'realized_pnl'), /\+\$20\.00/)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

/** What a press on a link saves. */
const saved = async (page: Page, format: string): Promise<string> => {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: `All rows of these filters as ${format}` }).click()
  return readFile(await (await coming).path(), 'utf8')
}

/** Rows of a CSV file by column: fields of this test hold neither commas nor line ends. */
const rowsOf = (csv: string): Partial<ShownTrade>[] => {
  const [head = '', ...lines] = csv.split('\r\n').filter((line) => line !== '' && !line.startsWith('# '))
  const columns = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at] ?? '', cell])))
}

/** What tells two trades and their results apart, of a list as of a file. */
const told = ({ trade_id, status, realized_pnl }: Partial<ShownTrade>) => [trade_id, status, realized_pnl ?? '']

describe('a file', () => {
  it('from the report holds exactly the rows that its filters show', async () => {
    const { page, complaints } = await openPage(browser, market.origin)
    const query = 'mode=replay&bot_id=day-plain&direction=LONG'
    await page.goto(`/bot-performance/report?${query}`)
    await untilRead(page)
    await page.locator('#export select').selectOption('CLOSED_TP')
    const csv = await saved(page, 'CSV')
    const expected = await market.read<ShownTrade[]>(`/api/public/paper-trading/?${query}&status=CLOSED_TP&limit=200`)
    expect(expected.length).toBeGreaterThan(3)
    expect(rowsOf(csv).map(told)).toEqual(expected.map(told))
    expect(csv).toMatch(new RegExp(`^# rows: ${expected.length}\r$`, 'm'))

    await page.getByRole('button', { name: 'Signals' }).click()
    const lines = (await saved(page, 'NDJSON')).trimEnd().split('\n').slice(1)
    const { signals } = await market.read<{ signals: { signal_id: unknown }[] }>(
      '/api/v1/signals?mode=replay&bot_id=day-plain&limit=200',
    )
    expect(lines.map((line) => (JSON.parse(line) as { signal_id: unknown }).signal_id)).toEqual(
      signals.map(({ signal_id }) => signal_id),
    )
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('from the history holds what the list shows, the pages behind the first as well', async () => {
    const { page, complaints } = await openPage(browser, market.origin)
    const query = 'mode=replay&direction=SHORT'
    await page.goto(`/bot-performance/history?${query}&trades_rows=25`)
    await untilRead(page)
    const { rows } = JSON.parse(await saved(page, 'JSON')) as { rows: ShownTrade[] }
    const expected = await market.read<ShownTrade[]>(`/api/public/paper-trading/?${query}&status=CLOSED&limit=200`)
    expect(expected.length).toBeGreaterThan(25)
    expect(rows).toEqual(expected)
    expect(await page.locator('#trades tbody tr').count()).toBe(25)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('the report on paper', () => {
  it('is a PDF of several pages with the key figures in it', async () => {
    const { page, complaints } = await openPage(browser, market.origin)
    await page.goto('/bot-performance/report?mode=replay&bot_id=day-plain')
    await untilRead(page)
    await page.getByRole('button', { name: 'Open the report' }).click()
    await page.locator('#paper-figures').waitFor()
    await untilRead(page)
    await page.emulateMedia({ media: 'print' })
    const kpi = await market.read<{ total_trades: number; win_rate_pct: number; realized_pnl: number }>(
      '/api/kpi/current?bot_id=day-plain',
    )
    const text = await page.locator('.paper').innerText()
    expect(text).toContain(`${kpi.win_rate_pct.toFixed(2)}%`)
    expect(text).toContain(Math.abs(kpi.realized_pnl).toFixed(2))
    for (const part of ['Sharpe', 'Max', 'Where this comes from', 'no order was sent']) expect(text).toContain(part)
    expect(await page.getByRole('button', { name: /Print/ }).isVisible()).toBe(false)
    expect(await page.locator('header.top').isVisible()).toBe(false)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0).toBeGreaterThan(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
