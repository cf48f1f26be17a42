import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openPage, untilRead } from './browser.ts'

/** How long a page may take to show what has happened, on a machine that stands still for seconds. */
export const PATIENCE = { timeout: 60_000 }

/** Waits until a part of a page says something. */
export const shows = (of: Locator, text: string | RegExp) => expect.poll(() => of.innerText(), PATIENCE).toMatch(text)

/** What asks once more before something is done. */
export const dialog = (page: Page): Locator => page.getByRole('dialog')

export const signIn = async (page: Page, token: string): Promise<void> => {
  await page.getByLabel('Operator’s token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The operator’s page with the right token, at one of its sections; `close` holds that nothing went wrong on the way. */
export const operating = async (
  browser: Browser,
  stack: { gateway_url: string; admin_token: string },
  section: string,
  query = '',
) => {
  const { page, complaints } = await openPage(browser, stack.gateway_url)
  page.setDefaultTimeout(60_000)
  await page.goto(`/bot-performance/operator?section=${section}${query}`)
  await signIn(page, stack.admin_token)
  await page.getByText('Operator mode is on.').waitFor()
  await untilRead(page)
  const close = async () => {
    expect(complaints).toEqual([])
    await page.context().close()
  }
  return { page, complaints, close }
}
