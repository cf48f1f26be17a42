import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../src/index.ts'
import { type RunningSystem, startSystem } from './running-system.ts'

// What npm would bring, unpacked beside programs that know nothing of this workspace.

const run = promisify(execFile)
const here = join(import.meta.dirname, '..')
const root = join(here, '../..')
const tsc = join(createRequire(import.meta.url).resolve('@typescript/native/package.json'), '../bin/tsc')

let system: RunningSystem
let outside: string
let installed: string

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'papertape-package-'))
  installed = join(outside, 'node_modules/@papertape/client')
  mkdirSync(installed, { recursive: true })
  const path = [join(root, '.papertape/pnpm/node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter)
  const env = { ...process.env, PATH: path }
  await run('pnpm', ['pack', '--out', join(outside, 'client.tgz')], { cwd: here, env })
  await run('tar', ['xzf', join(outside, 'client.tgz'), '-C', installed, '--strip-components=1'])
  system = await startSystem()
  const { gateway_url: baseUrl, admin_token: token } = system.stack()
  await createClient({ baseUrl, token }).registerBot({ body: { bot_id: 'my-bot', name: 'Mine' } })
})
afterAll(async () => {
  await system?.[Symbol.asyncDispose]()
  rmSync(outside, { recursive: true, force: true })
})

const write = (name: string, text: string): string => {
  const path = join(outside, name)
  writeFileSync(path, text)
  return path
}

describe('the package', () => {
  it('holds its programs, types, licence and README, and nothing else', () => {
    for (const name of ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'dist/nats.js', 'dist/nats.d.ts']) {
      expect([name, existsSync(join(installed, name))]).toEqual([name, true])
    }
    for (const name of ['src', 'test', 'generate', 'node_modules'])
      expect(existsSync(join(installed, name))).toBe(false)
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
    expect(manifest.dependencies ?? {}).toEqual({})
    expect(manifest.exports['.']).toEqual({ types: './dist/index.d.ts', default: './dist/index.js' })
  })

  it('works in plain Node', async () => {
    const program = write(
      'program.mjs',
      `import { createClient, PapertapeProblem } from '@papertape/client'
       import { publish } from '@papertape/client/nats'
       const client = createClient({ baseUrl: process.argv[2] })
       const { data } = await client.getBot({ bot_id: 'my-bot' })
       const refused = await client.getBot({ bot_id: 'nobody' }).catch((error) => error)
       const feed = client.feed()
       const summary = await new Promise((onValue) => feed.subscribe('summary', { onValue }))
       feed.close()
       console.log(data.name, refused instanceof PapertapeProblem, summary.total_trades, typeof publish)`,
    )
    const { stdout } = await run(process.execPath, [program, system.stack().gateway_url])
    expect(stdout.trim()).toBe('Mine true 0 function')
  })

  it('is typed for programs with strict settings, also without the types of Node', async () => {
    write(
      'typed.ts',
      `import { createClient, type Trade } from '@papertape/client'
       const client = createClient({ baseUrl: 'http://127.0.0.1:1' })
       export const newest = async (): Promise<Trade | undefined> => (await client.listTrades({ limit: 1 })).data[0]
       // @ts-expect-error a bot has a name
       export const wrong = () => client.getBot({ bot: 'x' })
       export const hear = () => client.feed().subscribe('positions', { onValue: (rows) => rows[0]?.unrealized_pnl })`,
    )
    const options = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2022',
      types: [],
      lib: ['es2022', 'dom'],
    }
    write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: ['typed.ts'] }))
    await run(process.execPath, [tsc, '--project', join(outside, 'tsconfig.json')])
  })
})

describe('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
    if (executablePath === undefined) throw new Error('the browser tests need Chromium: apt-get install chromium')
    // The page below comes from no address, so Chromium takes the gateway for a stranger's private network.
    const args = ['--no-sandbox', '--disable-gpu', '--disable-features=LocalNetworkAccessChecks']
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(() => browser?.close())

  it('reads, hears the feed, sees the network go and come back, and publishes with a token', async () => {
    const { gateway_url, admin_token } = system.stack()
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    // The package's files, as if the gateway's host served them.
    await page.route(`${gateway_url}/outside/**`, (route) => {
      const name = new URL(route.request().url()).pathname.slice('/outside/'.length)
      if (name === '') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>outside</title>' })
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(installed, name), 'utf8') })
    })
    await page.goto(`${gateway_url}/outside/`)
    await page.addScriptTag({
      type: 'module',
      content: `
        import { createClient } from '${gateway_url}/outside/dist/index.js'
        const client = createClient({ baseUrl: location.origin, token: '${admin_token}' })
        const feed = client.feed()
        const seen = { states: [], trades: [], total: null, bot: (await client.getBot({ bot_id: 'my-bot' })).data.name }
        window.seen = seen
        window.client = client
        feed.onStatus(({ state }) => seen.states.push(state))
        feed.subscribe('summary', { onValue: ({ total_trades }) => { seen.total = total_trades } })
        feed.subscribe('trades', { onEvent: ({ data }) => seen.trades.push(data.signal_id) })`,
    })
    await page.waitForFunction('window.seen?.states.at(-1) === "live"')
    const publishIt = (id: string) =>
      page.evaluate(
        `window.client.publishSignal('my-bot', { signal_id: '${id}', symbol: 'BTCUSDT', direction: 'LONG',
           entry_price: '100', take_profit: '110', stop_loss: '95' }).then(({ status }) => status)`,
      )
    expect(await publishIt('b-1')).toBe(202)
    await page.waitForFunction('window.seen.total === 1 && window.seen.trades.length === 1')

    await page.context().setOffline(true)
    await page.waitForFunction('window.seen.states.at(-1) === "offline"')
    const { gateway_url: baseUrl, admin_token: token } = system.stack()
    const levels = { direction: 'LONG', entry_price: '100', take_profit: '110', stop_loss: '95' } as const
    await createClient({ baseUrl, token }).publishSignal('my-bot', { signal_id: 'b-2', symbol: 'BTCUSDT', ...levels })
    await page.context().setOffline(false)
    await page.waitForFunction('window.seen.total === 2 && window.seen.trades.length === 2')
    expect(await page.evaluate('window.seen.trades')).toEqual(['b-1', 'b-2'])
    expect(await page.evaluate('window.seen.bot')).toBe('Mine')
    expect(complaints).toEqual([])
    await page.close()
  })
})
