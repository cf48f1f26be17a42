import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { assetRoutes } from '../src/page/asset-routes.ts'
import { openAssets } from '../src/page/assets.ts'
import { type DocumentParts, documentMarkup } from '../src/page/document.ts'
import { voiceIn } from '../src/page/voice.ts'

const script = Buffer.from(`export const text = '${'papertape '.repeat(500)}'\n`)
const type = 'text/javascript; charset=utf-8'
const built = {
  entry: { script: 'app-Ab12.js', styles: ['app-Cd34.css'], preloads: ['preact-Ef56.js'] },
  themeScript: 'theme-Gh78.js',
  icon: 'icon-Ij90.svg',
  files: new Map([['app-Ab12.js', { bytes: script, type }]]),
}

const parts: DocumentParts = {
  title: 'Performance',
  description: 'Return +1 %',
  content: { markup: '<p>figures</p>' },
  path: '/performance',
  scope: new URLSearchParams('lang=tr'),
  mode: 'live',
  isIndexed: true,
  isInteractive: true,
}
const markupOf = (dashboard: typeof built | null, more: Partial<DocumentParts> = {}) => {
  const { own } = openAssets(dashboard)
  return documentMarkup(
    { ...parts, ...more },
    { built: dashboard, own, publicUrl: 'https://tape.example' },
    voiceIn('tr'),
  )
}

describe('files of a build', () => {
  const serve = () => {
    const server = fastify()
    assetRoutes(server, openAssets(built))
    return server
  }
  const get = (url: string, accept?: string) =>
    serve().inject({ url, headers: accept === undefined ? {} : { 'accept-encoding': accept } })
  const PATH = '/bot-performance/assets/app-Ab12.js'

  it('are served for ever under their names, as small as the browser takes them', async () => {
    const plain = await get(PATH)
    expect([plain.statusCode, plain.headers['content-type'], plain.headers['cache-control']]).toEqual([
      200,
      type,
      'public, max-age=31536000, immutable',
    ])
    expect(plain.rawPayload).toEqual(script)
    const br = await get(PATH, 'gzip, br')
    expect([br.headers['content-encoding'], brotliDecompressSync(br.rawPayload)]).toEqual(['br', script])
    const gz = await get(PATH, 'gzip')
    expect([gz.headers['content-encoding'], gunzipSync(gz.rawPayload)]).toEqual(['gzip', script])
    expect(br.rawPayload.length).toBeLessThan(script.length / 10)
    expect(new Set([plain, br, gz].map(({ headers }) => headers.etag)).size).toBe(3)
  })
  it('are these and no others', async () => {
    for (const name of ['app-Ab12.css', '..%2fapp-Ab12.js', 'nothing', '__proto__', ''])
      expect((await get(`/bot-performance/assets/${name}`)).statusCode).not.toBe(200)
  })
})

describe('a document', () => {
  it('loads the program, its styles and what it begins with, the theme before them, and nothing inline', () => {
    const markup = markupOf(built)
    const order = [
      'theme-Gh78.js"></script>',
      'app-Cd34.css',
      'modulepreload" href="/bot-performance/assets/preact-Ef56.js',
      'type="module" src="/bot-performance/assets/app-Ab12.js"',
    ]
    const places = order.map((part) => markup.indexOf(part))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
    expect(markup).toContain('<div id="app"><div class="plain">')
    expect(markup).toContain('<html lang="tr" data-mode="live">')
    expect(markup).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:/)
  })
  it('says where there is no program that it is not built, and stands by itself', () => {
    const markup = markupOf(null)
    expect(markup).toContain('derlenmemiş')
    expect(markup).not.toContain('<script')
    expect(markup).toContain('<p>figures</p>')
  })
  it('is told apart by what it is about, also where somebody chose the words', () => {
    const markup = markupOf(built, {
      title: '"><script>alert(1)</script>',
      shared: { place: '/bot-performance/?a="', as_of: 7 },
    })
    expect(markup).not.toContain('<script>alert')
    expect(markup).toContain('data-place="/bot-performance/?a=&quot;" data-as-of="7"')
    expect(markup).toContain('<meta property="og:url" content="https://tape.example/bot-performance/performance">')
  })
})
