import { connectTape } from '@papertape/tape'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../src/chromium.ts'
import { undescribedMessages } from './described-messages.ts'
import { startPapertape, until } from './papertape-stack.ts'

type System = Awaited<ReturnType<typeof startPapertape>>

let browser: Browser
beforeAll(async () => {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('the browser tests need Chromium: apt-get install chromium')
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
  browser = await chromium.launch({ executablePath, args })
})
afterAll(() => browser.close())

/**
 * Opens the dashboard as the gateway writes it, without a script: the same figures with or without a built program. Every
 * error in the page and every request to elsewhere ends up in `complaints`.
 */
const openDashboard = async (system: System, query = ''): Promise<{ page: Page; complaints: string[] }> => {
  const { gateway_url } = system.stack()
  const page = await browser.newPage({ javaScriptEnabled: false })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(gateway_url)) complaints.push(`asks ${request.url()}`)
  })
  await page.goto(`${gateway_url}/bot-performance${query}`)
  return { page, complaints }
}

const section = (page: Page, key: string) => page.locator(`section[data-key="${key}"]`)

/** Loads the page anew until a section of it says something. */
const untilShown = (page: Page, key: string, text: string) =>
  until(`${text} under ${key}`, async () => {
    await page.reload()
    return (await section(page, key).getByText(text).count()) > 0
  })

describe('the demo', () => {
  let system: System
  beforeAll(async () => {
    system = await startPapertape('demo')
  })
  afterAll(() => system[Symbol.asyncDispose]())

  it('shows trades that open and close by themselves, marked as a demo', async () => {
    const { page, complaints } = await openDashboard(system)
    await page.getByText('DEMO', { exact: true }).waitFor()
    expect(await section(page, 'bots').locator('tbody tr').count()).toBe(3)

    const closed = async () => {
      await page.reload()
      return section(page, 'trades').locator('tbody tr').count()
    }
    await until('a trade to close by itself', async () => (await closed()) > 0, 100_000)
    const rowsThen = await closed()
    await until('another trade to close by itself', async () => (await closed()) > rowsThen, 100_000)

    const text = await page.locator('body').innerText()
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/)
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('a live system', () => {
  let system: System
  beforeAll(async () => {
    system = await startPapertape('up')
  })
  afterAll(() => system[Symbol.asyncDispose]())

  it('shows a signal from NATS as an open position, at its price, and then as a closed trade', async () => {
    const { gateway_url, admin_token, nats_url } = system.stack()
    const registered = await fetch(`${gateway_url}/api/v1/bots`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ bot_id: 'shown', name: 'Shown bot', policy: { taker_fee_rate: 0 } }),
    })
    expect(registered.status).toBe(201)

    const { page, complaints } = await openDashboard(system)
    await untilShown(page, 'bots', 'Shown bot')
    await untilShown(page, 'bots', 'Pending')

    await using tape = await connectTape({ servers: nats_url, name: 'e2e' })
    const publish = (subject: string, message: object) => tape.publisher().publish(subject, JSON.stringify(message))
    await publish('prices.binance.BTCUSDT', { price: '100' })
    const signal = {
      signal_id: 's1',
      symbol: 'BTCUSDT',
      direction: 'LONG',
      entry_price: '100',
      take_profit: '110',
      stop_loss: '95',
    }
    await publish('signals.shown', signal)
    await untilShown(page, 'positions', 'BTCUSDT')

    await publish('prices.binance.BTCUSDT', { price: '105' })
    await untilShown(page, 'positions', '105')
    await untilShown(page, 'positions', '+5.00')

    await publish('prices.binance.BTCUSDT', { price: '112' })
    await untilShown(page, 'trades', 'take profit')
    await untilShown(page, 'trades', '+10.00')
    await untilShown(page, 'figures', '+10.00')
    expect(complaints).toEqual([])
    await page.close()
  })

  it('has said and heard nothing that its AsyncAPI document does not tell of', async () => {
    const { gateway_url, nats_url } = system.stack()
    const { faults, messages } = await undescribedMessages(nats_url, gateway_url)
    expect(faults).toEqual([])
    expect(messages).toBeGreaterThan(6)
  })

  it('stops in order and with exit code 0', async () => {
    expect((await system.stop()).code).toBe(0)
  })
})
