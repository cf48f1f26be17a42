import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../src/chromium.ts'
import { until } from '../papertape-stack.ts'

/** Chromium as it is installed on this machine. @throws Error where there is none. */
export const launchBrowser = (): Promise<Browser> => {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('the browser tests need Chromium: apt-get install chromium')
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
  return chromium.launch({ executablePath, args })
}

export type OpenPage = {
  page: Page
  /** Every error in the page, every refused resource and every request to elsewhere. */
  complaints: string[]
}

/** A page of its own, which opens what `goto` asks for at the gateway of `origin`. */
export const openPage = async (
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> => {
  const context = await browser.newContext({ baseURL: origin, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(origin)) {
      complaints.push(`asks ${request.url()}`)
    }
  })
  return { page, complaints }
}

/** Waits until nothing of the page is still being read. Asked from here: the page’s own policy runs no text as a program. */
export const untilRead = async (page: Page): Promise<void> => {
  await page.locator('#app main').waitFor()
  await until(
    'the page to have read everything',
    async () => (await page.locator('#app .skeleton').count()) === 0,
    60_000,
  )
}
