import { connectTape, type Tape } from '@papertape/tape'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPapertape } from '../papertape-stack.ts'
import { launchBrowser, type OpenPage, openPage, untilRead } from './browser.ts'

let browser: Browser
let system: Awaited<ReturnType<typeof startPapertape>>
let tape: Tape
let origin: string
beforeAll(async () => {
  ;[browser, system] = await Promise.all([launchBrowser(), startPapertape()])
  const { gateway_url, nats_url } = system.stack()
  origin = gateway_url
  tape = await connectTape({ servers: nats_url, name: 'e2e' })
})
afterAll(async () => {
  await browser.close()
  await tape[Symbol.asyncDispose]()
  await system[Symbol.asyncDispose]()
})

const publish = (subject: string, message: object) => tape.publisher().publish(subject, JSON.stringify(message))

const signal = (signal_id: string) => ({
  signal_id,
  symbol: 'BTCUSDT',
  venue: 'binance',
  direction: 'LONG',
  entry_price: '100',
  take_profit: '110',
  stop_loss: '95',
})

const register = async (bot_id: string) => {
  const response = await fetch(`${origin}/api/v1/bots`, {
    method: 'POST',
    headers: { authorization: `Bearer ${system.stack().admin_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ bot_id, name: `Bot ${bot_id}`, policy: { taker_fee_rate: 0 } }),
  })
  // A second try of a test finds it registered.
  expect([201, 409]).toContain(response.status)
}

/** A page of the dashboard that was read once and is never loaded again. */
const standing = async (path: string): Promise<OpenPage & { shows: (text: string | RegExp) => Promise<void> }> => {
  const opened = await openPage(browser, origin)
  await opened.page.goto(`/bot-performance${path}`)
  await untilRead(opened.page)
  const shows = (text: string | RegExp) =>
    expect
      .poll(() => opened.page.locator('main').innerText(), { timeout: 60_000, message: `${path || '/'}: ${text}` })
      .toMatch(text)
  return { ...opened, shows }
}

const figure = (page: Page, id: string) => page.locator(`#figure-${id} .value`).first().innerText()

describe('a signal that is published to NATS', () => {
  it('appears, fills and closes on every page that it concerns, without a reload', { timeout: 300_000 }, async () => {
    await register('live')
    const [overview, open, history, signals, bots, bot, performance, execution] = await Promise.all(
      ['', '/open', '/history', '/signals', '/bots', '/bots/live', '/performance', '/execution'].map(standing),
    )
    const all = [overview, open, history, signals, bots, bot, performance, execution].filter((one) => one !== undefined)

    await publish('prices.binance.BTCUSDT', { price: '100' })
    await publish('signals.live', signal('s1'))
    await open?.shows('BTCUSDT')
    await signals?.shows(/✓\s*Accepted/)
    await execution?.shows(/1 accepted = 1 entered/)
    if (overview !== undefined) {
      await expect.poll(() => figure(overview.page, 'active_positions'), { timeout: 60_000 }).toContain('1')
      await expect.poll(() => figure(overview.page, 'total_signals'), { timeout: 60_000 }).toContain('1')
    }
    await bot?.shows(/Running/)

    await publish('prices.binance.BTCUSDT', { price: '105' })
    await open?.shows(/\+\$5\.00/)

    await publish('prices.binance.BTCUSDT', { price: '112' })
    await history?.shows(/Take profit/)
    await history?.shows(/\+\$10\.00/)
    await bot?.shows(/\+\$10\.00/)
    await performance?.shows(/\+\$10\.00/)
    await bots?.shows(/\+\$10\.00/)
    if (overview !== undefined) {
      await expect.poll(() => figure(overview.page, 'realized_pnl'), { timeout: 60_000 }).toContain('+$10.00')
      await expect.poll(() => figure(overview.page, 'active_positions'), { timeout: 60_000 }).toContain('0')
    }

    for (const { page, complaints } of all) {
      expect(complaints).toEqual([])
      await page.context().close()
    }
  })

  it('shows why it was rejected', async () => {
    await register('strict')
    const { page, shows } = await standing('/signals?bot_id=strict')
    await publish('signals.strict', { ...signal('wrong'), take_profit: '90' })
    await shows(/✗\s*Rejected/)
    await shows(/1\s*received\s*=\s*0/)
    await shows(/take_profit/)
    await page.context().close()
  })
})

describe('when the gateway is killed', () => {
  it('every page says so, comes back by itself, and misses nothing', async () => {
    await register('kept')
    const { page, shows } = await standing('/open?bot_id=kept')
    const state = () => page.locator('#connection').getAttribute('data-state')
    await expect.poll(state, { timeout: 60_000 }).toBe('live')
    const gateway = system.stack().services.find(({ name }) => name === 'gateway')
    if (gateway?.pid === undefined) throw new Error('the gateway does not run')
    // Whoever looks must be told before it is there again, so each change is written down in the page.
    await page.evaluate(`
      window.states = []
      new MutationObserver(() => window.states.push(document.getElementById('connection').dataset.state))
        .observe(document.getElementById('connection'), { attributes: true })
    `)
    process.kill(gateway.pid, 'SIGKILL')
    await publish('prices.binance.BTCUSDT', { price: '100' })
    await publish('signals.kept', signal('meanwhile'))
    await expect.poll(() => page.evaluate('window.states'), { timeout: 30_000 }).toContain('reconnecting')
    await expect.poll(state, { timeout: 60_000 }).toBe('live')
    await shows('BTCUSDT')
    await page.context().close()
  })
})

/** An answer of the gateway, or of the feed, as something in between might spoil it. */
const much = (text: string): string => text.replaceAll(/"account_value":[-\d.]+/g, '"account_value":"much"')

describe('an answer that makes no sense', () => {
  const expectFailure = async (page: Page) => {
    await page.goto('/bot-performance')
    await expect.poll(() => page.locator('#figures [role="alert"]').count(), { timeout: 60_000 }).toBe(1)
    expect(await page.locator('#figures').innerText()).not.toMatch(/NaN|undefined|\$0\.00/)
    expect(await page.locator('#figures .value').count()).toBe(0)
    expect(await page.locator('#equity').count()).toBe(1)
    await page.context().close()
  }

  it.each([
    ['a text for a figure', much],
    ['no figures at all', () => '{"success":true,"data":null,"meta":{}}'],
    ['something that is no JSON', () => '<html>proxy error</html>'],
  ])('is an error in its panel and never a number: %s', async (_what, spoilt) => {
    const { page } = await openPage(browser, origin)
    await page.routeWebSocket(/stream/, (socket) => socket.close())
    await page.route('**/api/kpi/current*', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: spoilt(await response.text()) })
    })
    await expectFailure(page)
  })

  it('is one also where the feed tells it', async () => {
    const { page } = await openPage(browser, origin)
    await page.routeWebSocket(/stream/, (socket) => {
      socket.connectToServer().onMessage((message) => socket.send(much(String(message))))
    })
    await expectFailure(page)
  })
})
