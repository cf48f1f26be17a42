import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPapertape } from '../papertape-stack.ts'
import { launchBrowser, openPage } from './browser.ts'
import { type Market, names, openMarket } from './market.ts'
import { dialog, operating as openOperator, PATIENCE, shows, signIn } from './operating.ts'

let browser: Browser
let system: Awaited<ReturnType<typeof startPapertape>>
let market: Market
const named = names()
beforeAll(async () => {
  ;[browser, system] = await Promise.all([launchBrowser(), startPapertape()])
  market = await openMarket(system)
})
afterAll(async () => {
  await browser.close()
  await market[Symbol.asyncDispose]()
  await system[Symbol.asyncDispose]()
})

/** The operator’s page at one of its sections. */
const operating = (section: string, query?: string) => openOperator(browser, system.stack(), section, query)

/** The receipts of a page, the newest first. */
const receipts = (page: Page): Locator => page.locator('#receipts')

/** What a browser might have kept of a page. */
const kept = async (page: Page): Promise<string> => {
  const stores = await page.evaluate<string>(
    'JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie, history.state])',
  )
  return `${stores}${JSON.stringify(await page.context().storageState())}`
}

describe('the operator’s token', () => {
  it('is refused when it is wrong, and nothing of it is kept', async () => {
    const { page, complaints } = await openPage(browser, market.origin)
    await page.goto('/bot-performance/operator')
    await signIn(page, 'not-the-operators-token')
    await shows(page.getByRole('alert'), /does not take this token/)
    expect(await page.getByLabel('Operator’s token').inputValue()).toBe('')
    expect(await page.getByText('Operator mode is on.').count()).toBe(0)
    expect(await kept(page)).not.toContain('not-the-operators-token')
    expect(complaints.filter((text) => !/ 403 /.test(text))).toEqual([])
    await page.context().close()
  })

  it('stays in the memory of the page alone, and is gone when that is loaded again', async () => {
    const { page, close } = await operating('bots')
    // It goes along to other pages of the dashboard, …
    await page.getByRole('link', { name: 'Alarms' }).first().click()
    await page.goBack()
    await page.getByText('Operator mode is on.').waitFor()
    expect(await kept(page)).not.toContain(system.stack().admin_token)
    // … and not into a page that is loaded anew.
    await page.reload()
    await page.getByLabel('Operator’s token').waitFor()
    expect(await page.getByText('Operator mode is on.').count()).toBe(0)
    await close()
  })

  it('is forgotten on demand', async () => {
    const { page, close } = await operating('bots')
    await page.getByRole('button', { name: 'Forget the token' }).click()
    await page.getByLabel('Operator’s token').waitFor()
    await close()
  })
})

describe('a bot', () => {
  it('is registered by the form: faults at their fields, a preview, a receipt; and it trades', async () => {
    const { page } = await operating('register')
    const id = named('formed')
    const size = page.getByLabel('Quote units per trade')
    await page.getByLabel('Bot id').fill(id)
    await size.fill('0')
    const register = async (previewed: RegExp) => {
      await page.getByRole('button', { name: 'Preview' }).click()
      await shows(dialog(page), previewed)
      await dialog(page).getByRole('button', { name: 'Register it' }).click()
    }
    await register(/The bot as it will be/)

    await expect.poll(() => size.getAttribute('aria-invalid'), PATIENCE).toBe('true')
    const about = (await size.getAttribute('aria-describedby')) ?? ''
    expect(await page.locator(`[id="${about}"] .field-error`).innerText()).toMatch(/\w/)
    await expect.poll(() => size.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true)

    await size.fill('250')
    await register(/250/)
    await shows(receipts(page), /Recorded in the ledger: sequence [\d,]+, bot\.registered, id \S+/)
    const { events } = await market.read<{ events: { id: string }[] }>(`/api/v1/bots/${id}/events`)
    expect(events).toHaveLength(1)
    expect(await receipts(page).locator('code').first().innerText()).toBe(events[0]?.id)

    await page.getByRole('link', { name: 'Bots', exact: true }).first().click()
    await page.locator('#bots').getByText(id).first().waitFor()
    await market.opened(id, 's1')
    await page.goto(`/bot-performance/open?bot_id=${id}`)
    await shows(page.locator('#open'), /\$250\.00/)
    await page.context().close()
  })

  it('is paused, started and stopped, each with its reason in the ledger', async () => {
    const id = await market.register(named('driven'))
    const { page, close } = await operating('bots')
    const row = page.locator('#operator-bots li', { has: page.getByText(id, { exact: true }) })
    const steer = async (verb: 'Pause' | 'Start' | 'Stop', reason: string) => {
      await row.getByRole('button', { name: verb }).click()
      await dialog(page).getByLabel('Why').fill(reason)
      await dialog(page).getByRole('button', { name: verb }).click()
    }
    await steer('Pause', 'the exchange is down')
    await shows(row, /Paused/)
    await steer('Start', 'it is up again')
    await row.getByRole('button', { name: 'Pause' }).waitFor()
    await steer('Stop', 'the season is over')
    await shows(row, /Stopped/)
    await shows(receipts(page), /Stop: driven[\s\S]*Start: driven[\s\S]*Pause: driven/)
    await row.getByRole('link').click()
    await shows(page.locator('#timeline'), /the season is over[\s\S]*it is up again[\s\S]*the exchange is down/)
    await close()
  })
})

describe('alarms', () => {
  it('follow the thresholds that were set, and are acknowledged and silenced where they stand', async () => {
    const id = await market.register(named('watched'))
    const { page, close } = await operating('thresholds', `&bot_id=${id}`)
    const field = page.getByLabel('Exposure too large, Critical')
    await field.fill('0.5')
    await page.getByRole('button', { name: 'Set them' }).click()
    await dialog(page).getByLabel('Why').fill('it is to trade little')
    await dialog(page).getByRole('button', { name: 'Set them' }).click()
    await shows(receipts(page), /thresholds[\s\S]*Recorded in the ledger: sequence/i)

    await market.opened(id, 's1')
    await page.getByRole('link', { name: 'Alarms', exact: true }).first().click()
    const alarm = page.locator('#active li.alarm', { hasText: 'Exposure too large' })
    await shows(alarm, /Critical[\s\S]*Not acknowledged/)
    await alarm.getByRole('button', { name: 'Acknowledge' }).click()
    await dialog(page).getByLabel('Who').fill('anna')
    await dialog(page).getByRole('button', { name: 'Acknowledge' }).click()
    await shows(alarm, /Seen by anna/)
    await alarm.getByRole('button', { name: 'Silence' }).click()
    await dialog(page).getByRole('button', { name: 'Silence' }).click()
    await shows(alarm, /Silenced until/)
    await alarm.getByRole('button', { name: 'End the silence' }).click()
    await expect.poll(() => alarm.innerText(), PATIENCE).not.toMatch(/Silenced until/)
    await close()
  })
})

describe('a source', () => {
  it('gets a token that is shown once, sends with it, and is turned away when it is revoked', async () => {
    const id = await market.register(named('fed'))
    await market.price('100')
    const { page, close } = await operating('sources')
    await page.getByLabel('Name of the source').fill(`radio ${id}`)
    await page.getByLabel('Bots it may send for').fill(id)
    await page.getByRole('button', { name: 'Make it' }).click()
    const secret = (await page.locator('.banner[role="status"] code').innerText()).trim()
    const send = async (signal_id: string) => {
      const body = { signal_id, symbol: 'BTCUSDT', direction: 'LONG', entry_price: '100' }
      const signal = { ...body, take_profit: '110', stop_loss: '95' }
      return (await market.ask(`/api/v1/signals/${id}`, { method: 'POST', token: secret, body: signal })).status
    }
    expect(await send('first')).toBeLessThan(300)
    await market.trade(id, 'first', /^OPEN$/)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    expect(await page.locator('body').innerText()).not.toContain(secret)

    const row = page.locator('#sources li', { hasText: `radio ${id}` })
    await row.getByRole('button', { name: 'Revoke' }).click()
    await dialog(page).getByRole('button', { name: 'Revoke' }).click()
    await shows(row, /revoked/)
    await expect.poll(() => send('second'), PATIENCE).toBe(403)
    await close()
  })
})

describe('an open trade', () => {
  it('is closed by hand at the next price', async () => {
    const id = await market.register(named('ended'))
    await market.opened(id, 's1')
    const { page, close } = await operating('trades', `&bot_id=${id}`)
    await page.locator('#operator-trades').getByRole('button', { name: 'Close', exact: true }).click()
    await dialog(page).getByLabel('Why').fill('the news changed')
    await dialog(page).getByRole('button', { name: 'Close', exact: true }).click()
    await shows(receipts(page), /Recorded in the ledger: sequence/)
    await market.price('103')
    await market.trade(id, 's1', /^CLOSED_MANUAL$/)
    await page.getByRole('link', { name: 'Trade history' }).first().click()
    await shows(page.locator('#trades tbody'), /Closed by hand[\s\S]*\+\$3\.00/)
    await close()
  })
})
