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

/** Opens the dashboard; every error in the page and every request to elsewhere ends up in `complaints`. */
const openDashboard = async (system: System, query = ''): Promise<{ page: Page; complaints: string[] }> => {
  const { gateway_url } = system.stack()
  const page = await browser.newPage()
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

    const closed = section(page, 'trades').locator('tbody tr')
    await closed.first().waitFor({ timeout: 100_000 })
    const rowsThen = await closed.count()
    await until('another trade to close by itself', async () => (await closed.count()) > rowsThen, 100_000)

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
    await section(page, 'bots').getByText('Shown bot').waitFor()
    await section(page, 'bots').getByText('pending').waitFor()

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
    const position = section(page, 'positions').locator('tbody tr')
    await position.getByText('BTCUSDT').waitFor()

    await publish('prices.binance.BTCUSDT', { price: '105' })
    await position.getByText('105').waitFor()
    await position.getByText('+5.00').first().waitFor()

    await publish('prices.binance.BTCUSDT', { price: '112' })
    await section(page, 'trades').getByText('take profit').waitFor()
    await section(page, 'trades').getByText('+10.00').first().waitFor()
    await section(page, 'figures').getByText('+10.00').first().waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  it('says that it has lost the gateway, and comes back by itself', async () => {
    const { page } = await openDashboard(system)
    const connection = page.locator('#connection')
    await connection.getByText('Live').waitFor()
    const pid = system.stack().services.find(({ name }) => name === 'gateway')?.pid
    if (pid === undefined) throw new Error('no gateway runs')
    process.kill(pid, 'SIGKILL')
    await until('the page to notice', async () => !(await connection.innerText()).includes('Live'))
    await connection.getByText('Live').waitFor({ timeout: 30_000 })
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
