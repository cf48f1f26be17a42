import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { marketDay } from '@papertape/testkit'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { papertape, startPapertape } from '../papertape-stack.ts'
import { launchBrowser, openPage, untilRead } from './browser.ts'
import { pagesUnderTest } from './pages.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong: rule, where, and why. */
const faultsOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

/** Texts that no page may ever say by itself. */
const NEVER = /\b(?:NaN|Infinity|undefined|null)\b|\[object/

/** What a page says by itself: all its texts but facts as JSON, and what is quoted as somebody sent it. */
const ownTexts = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const own = []
    while (texts.nextNode()) if (texts.currentNode.parentElement.closest('q, pre') === null) own.push(texts.currentNode.data)
    return own.join('\\n')
  })()`)

let browser: Browser
let system: Awaited<ReturnType<typeof startPapertape>>
let pages: ReturnType<typeof pagesUnderTest>
let origin: string
beforeAll(async () => {
  ;[browser, system] = await Promise.all([launchBrowser(), startPapertape()])
  origin = system.stack().gateway_url
  const day = marketDay({ seed: 7, prefix: 'day' })
  const [file, bots] = [join(system.dataDir, 'day.jsonl'), join(system.dataDir, 'bots.json')]
  await writeFile(file, day.lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await writeFile(bots, JSON.stringify(day.registrations))
  expect(await papertape('replay', file, '--bot', bots, ...system.flags)).toMatchObject({ code: 0 })
  const list = await fetch(`${origin}/api/public/paper-trading/?mode=replay&status=CLOSED&limit=1`)
  const { data } = (await list.json()) as { data: { trade_id: string; bot_id: string }[] }
  const [trade] = data
  if (trade === undefined) throw new Error('the replay has closed no trade')
  pages = pagesUnderTest(trade.bot_id, trade.trade_id)
})
afterAll(async () => {
  await browser.close()
  await system[Symbol.asyncDispose]()
})

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it.each(['en', 'tr'])('every page is for everyone, in %s', async (language) => {
    const { page, complaints } = await openPage(browser, origin, {
      colorScheme,
      viewport: { width: 1280, height: 900 },
    })
    const faults: Record<string, string[]> = {}
    for (const { name, path } of pages) {
      await page.goto(`/bot-performance${path}?mode=replay&lang=${language}`)
      if (name !== 'nowhere') await untilRead(page)
      // Formulas say in words when a figure is undefined.
      if (name !== 'methods') expect(await ownTexts(page), name).not.toMatch(NEVER)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      const found = await faultsOf(page)
      if (found.length > 0) faults[name] = found
    }
    expect(faults).toEqual({})
    expect(complaints.filter((text) => !/404 \(Not Found\)/.test(text))).toEqual([])
    await page.context().close()
  })
})

it('fits a phone: no page is wider than 360 pixels', async () => {
  const { page } = await openPage(browser, origin, { viewport: { width: 360, height: 740 } })
  const wide: string[] = []
  for (const { name, path } of pages) {
    await page.goto(`/bot-performance${path}?mode=replay`)
    if (name !== 'nowhere') await untilRead(page)
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    if (width > 360) wide.push(`${name}: ${width}`)
  }
  expect(wide).toEqual([])
  await page.context().close()
})

it('finds what is planted', async () => {
  const { page } = await openPage(browser, origin)
  await page.goto('/bot-performance?mode=replay')
  await untilRead(page)
  await page.evaluate("document.querySelector('main').append(document.createElement('button'))")
  expect((await faultsOf(page)).join('\n')).toContain('button-name')
  await page.context().close()
})
