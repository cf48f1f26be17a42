import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPapertape } from '../papertape-stack.ts'
import { launchBrowser, openPage, untilRead } from './browser.ts'
import { type Market, openMarket } from './market.ts'
import { dialog, PATIENCE, shows } from './operating.ts'
import { pagesUnderTest } from './pages.ts'

const SYMBOLS = ['AAAUSDT', 'BBBUSDT', 'CCCUSDT'] as const

let browser: Browser
let system: Awaited<ReturnType<typeof startPapertape>>
let market: Market
let pages: ReturnType<typeof pagesUnderTest>
beforeAll(async () => {
  ;[browser, system] = await Promise.all([launchBrowser(), startPapertape()])
  market = await openMarket(system)
  await market.register('steady')
  const { trade_id } = await market.won('steady', 'won')
  for (const symbol of SYMBOLS) {
    await market.price('100', symbol)
    await market.send('steady', symbol, { symbol, take_profit: '200', stop_loss: '10' })
    await market.trade('steady', symbol, /^OPEN$/)
  }
  pages = pagesUnderTest('steady', trade_id)
})
afterAll(async () => {
  await browser.close()
  await market[Symbol.asyncDispose]()
  await system[Symbol.asyncDispose]()
})

/** A page that was read. */
const reading = async (path: string, query = '') => {
  const opened = await openPage(browser, market.origin, { viewport: { width: 1280, height: 900 } })
  const { page, complaints } = opened
  page.setDefaultTimeout(60_000)
  await page.goto(`/bot-performance${path}${query}`)
  await untilRead(page)
  const close = async () => {
    expect(complaints).toEqual([])
    await page.context().close()
  }
  return { page, close }
}

const path = (page: Page): string => new URL(page.url()).pathname
const query = (page: Page): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams)
const focused = (page: Page, selector: string) =>
  page.locator(selector).evaluate((node) => node === node.ownerDocument.activeElement)
const symbols = async (page: Page): Promise<string[]> =>
  (await page.locator('#open tbody tr td:first-child').allInnerTexts()).map((text) => text.trim().slice(0, 7))

describe('the keyboard alone', () => {
  it('skips to the content, goes to pages and filters, and helps', async () => {
    const { page, close } = await reading('')
    await page.keyboard.press('Tab')
    expect(await focused(page, 'a.skip')).toBe(true)
    await page.keyboard.press('Enter')
    expect(await focused(page, '#content')).toBe(true)

    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await expect.poll(() => path(page), PATIENCE).toBe('/bot-performance/history')
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    await page.locator('#open tbody tr').first().waitFor()
    await page.keyboard.press('/')
    expect(await focused(page, '[data-filter]')).toBe(true)
    // What is typed there means itself.
    await page.keyboard.type('ghbbb')
    expect(path(page)).toBe('/bot-performance/open')
    expect(await page.locator('[data-filter]').inputValue()).toBe('ghbbb')
    await page.locator('[data-filter]').blur()

    await page.keyboard.press('?')
    await shows(dialog(page), /Keyboard[\s\S]*Trade history[\s\S]*Next and previous row/)
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog(page).count(), PATIENCE).toBe(0)
    await close()
  })

  it('walks the rows, opens one, and comes back to it', async () => {
    const { page, close } = await reading('/open', '?open_sort=symbol')
    expect(await symbols(page)).toEqual(SYMBOLS)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('k')
    expect(await focused(page, '#open tbody tr:nth-child(2)')).toBe(true)
    await page.keyboard.press('Enter')
    await shows(dialog(page), /BBBUSDT/)
    expect(query(page)['position']).toBeTruthy()
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog(page).count(), PATIENCE).toBe(0)
    expect(await focused(page, '#open tbody tr:nth-child(2)')).toBe(true)
    await close()
  })

  it('does nothing by single keys when they are turned off, also after the page is loaded again', async () => {
    const { page, close } = await reading('')
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByLabel('Single-key shortcuts').uncheck()
    await page.keyboard.press('Escape')
    const pressAll = async () => {
      for (const key of ['g', 'h', '?', 'j', '/']) await page.keyboard.press(key)
      expect(path(page)).toBe('/bot-performance')
      expect(await dialog(page).count()).toBe(0)
    }
    await pressAll()
    await page.reload()
    await untilRead(page)
    await pressAll()
    await close()
  })
})

describe('what somebody chose', () => {
  it('stands in the address: back, forward, a reload and another visitor show the same', async () => {
    const { page, close } = await reading('/open')
    await page.getByRole('button', { name: 'Symbol' }).click()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.locator('.table-tools').getByLabel('Quantity').check()
    await page.keyboard.press('Escape')
    await page.getByLabel('Find').fill('USDT')
    await page.getByLabel('Period').last().selectOption('7d')
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByLabel('Side').selectOption('LONG')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByLabel('Language').selectOption('tr')
    await page.keyboard.press('Escape')
    const chosen = query(page)
    expect(chosen).toMatchObject({
      open_sort: '-symbol',
      find: 'USDT',
      range: '7d',
      direction: 'LONG',
      lang: 'tr',
    })
    expect(chosen['open_cols']).toContain('quantity')

    const asChosen = async (of: Page) => {
      await of.locator('#open tbody tr').first().waitFor()
      expect(await symbols(of)).toEqual(SYMBOLS.toReversed())
      expect(await of.locator('#open thead').innerText()).toMatch(/Miktar/i)
      expect(await of.locator('html').getAttribute('lang')).toBe('tr')
      expect(await of.locator('.top select').nth(1).inputValue()).toBe('7d')
    }
    await asChosen(page)
    await page.goBack()
    await expect.poll(() => page.locator('html').getAttribute('lang'), PATIENCE).toBe('en')
    expect(query(page)).toMatchObject({ direction: 'LONG', range: '7d' })
    await page.goBack()
    await expect.poll(() => query(page)['direction'], PATIENCE).toBeUndefined()
    await page.goForward()
    await page.goForward()
    await expect.poll(() => query(page), PATIENCE).toEqual(chosen)
    await asChosen(page)
    await page.reload()
    await asChosen(page)
    await page.goBack()
    await expect.poll(() => page.locator('html').getAttribute('lang'), PATIENCE).toBe('en')
    await page.goForward()
    const other = await openPage(browser, market.origin)
    await other.page.goto(page.url())
    await asChosen(other.page)
    await other.page.context().close()
    await close()
  })
})

describe('rows that change', () => {
  it('keep their places under the pointer until they are told to move', async () => {
    const move = async (...prices: readonly string[]) => {
      for (const [at, symbol] of SYMBOLS.entries()) await market.price(prices[at] ?? '100', symbol)
    }
    await move('103', '102', '101')
    const { page, close } = await reading('/open', '?open_sort=-pnl')
    await expect.poll(() => symbols(page), PATIENCE).toEqual(SYMBOLS)
    await page.locator('#open tbody tr').nth(1).hover()
    await move('101', '102', '103')
    const apply = page.locator('#open button.apply')
    await expect.poll(() => apply.innerText(), PATIENCE).toMatch(/^2 updates – apply$/)
    expect(await symbols(page)).toEqual(SYMBOLS)
    // The figures in them go on.
    await shows(page.locator('#open tbody tr').first(), /\+\$1\.00/)
    await apply.click()
    await expect.poll(() => symbols(page), PATIENCE).toEqual(SYMBOLS.toReversed())
    await close()
  })
})

describe('the document', () => {
  it.each([
    ['en', /Realised|Realized/i, '+10.00'],
    ['tr', /Gerçekleşen/i, '+10,00'],
  ])('says the first figures without a script, in %s', async (language, name, amount) => {
    const { page, complaints } = await openPage(browser, market.origin, { javaScriptEnabled: false })
    await page.goto(`/bot-performance?lang=${language}`)
    const text = await page.locator('main').innerText()
    expect(text).toMatch(name)
    expect(text).toContain(amount)
    expect(text).toContain('AAAUSDT')
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('has the chosen colours before the program of the page has come', async () => {
    const { page } = await openPage(browser, market.origin, { colorScheme: 'light' })
    await page.goto('/bot-performance')
    await untilRead(page)
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    const light = await background()
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByLabel('Theme').selectOption('dark')
    const dark = await background()
    expect(dark).not.toBe(light)
    // Whatever paints first, it is without the program of the page, which never comes here.
    const program = (await page.locator('script[type="module"]').getAttribute('src')) ?? ''
    expect(program).not.toBe('')
    await page.route(`**${program}`, (route) => route.abort())
    await page.goto('/bot-performance', { waitUntil: 'domcontentloaded' })
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await background()).toBe(dark)
    await page.context().close()
  })

  it('runs nothing inline, and no page asks for it', async () => {
    const { page } = await openPage(browser, market.origin)
    await page.addInitScript({
      content: `window.violations = []
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
          window.violations.push([violatedDirective, blockedURI, sourceFile].join(' ')))`,
    })
    const violations = () => page.evaluate<string[]>('window.violations')
    const found: Record<string, string[]> = {}
    for (const { name, path: at } of pages) {
      const response = await page.goto(`/bot-performance${at}`)
      const policy = response?.headers()['content-security-policy'] ?? ''
      expect(policy).toMatch(/default-src 'none'.*script-src 'self';/)
      expect(policy).not.toMatch(/unsafe/)
      if (name !== 'nowhere') await untilRead(page)
      const refused = await violations()
      if (refused.length > 0) found[name] = refused
    }
    expect(found).toEqual({})

    await page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: '1' }))")
    await expect.poll(violations, PATIENCE).toHaveLength(1)
    await page.context().close()
  })
})
