import type { ComponentType } from 'preact'
import { words } from '../words/words.ts'

/** What the pages are called; the first letters of some are keys: `g o` opens the overview. */
export const pageNames = words({
  en: {
    overview: 'Overview',
    open: 'Open positions',
    history: 'Trade history',
    trade: 'Trade',
    signals: 'Signals',
    bots: 'Bots',
    bot: 'Bot status',
    performance: 'Performance',
    distribution: 'Returns',
    monthly: 'Monthly',
    scatter: 'Risk and return',
    correlation: 'Correlation',
    execution: 'Execution',
    alarms: 'Alarms',
    compare: 'Compare',
    leaderboard: 'Leaderboard',
    report: 'Export and report',
    operator: 'Operator',
  },
  tr: {
    overview: 'Genel bakış',
    open: 'Açık pozisyonlar',
    history: 'İşlem geçmişi',
    trade: 'İşlem',
    signals: 'Sinyaller',
    bots: 'Botlar',
    bot: 'Bot Durumu',
    performance: 'Performans',
    distribution: 'Getiriler',
    monthly: 'Aylık',
    scatter: 'Risk ve getiri',
    correlation: 'Korelasyon',
    execution: 'Gerçekleşme',
    alarms: 'Alarmlar',
    compare: 'Karşılaştır',
    leaderboard: 'Sıralama',
    report: 'Dışa aktar ve rapor',
    operator: 'İşletmen',
  },
})

export type PageName = keyof (typeof pageNames)['en']
/** A page gets what stands in its path behind its name, as `:id`. */
export type PageProps = { id: string }
type PageModule = { default: ComponentType<PageProps> }

type PageEntry = {
  name: PageName
  /** `:id` stands for one part of a path. */
  path: string
  load: () => Promise<PageModule>
  /** Whether it stands in the navigation. */
  listed: boolean
  /** The key behind `g`. */
  key?: string
}

/** Every page, in the order of the navigation. */
export const PAGES: readonly PageEntry[] = [
  { name: 'overview', path: '/', load: () => import('../pages/overview/page.tsx'), listed: true, key: 'o' },
  { name: 'open', path: '/open', load: () => import('../pages/open/page.tsx'), listed: true, key: 'n' },
  { name: 'history', path: '/history', load: () => import('../pages/history/page.tsx'), listed: true, key: 'h' },
  { name: 'trade', path: '/trades/:id', load: () => import('../pages/trade/page.tsx'), listed: false },
  { name: 'signals', path: '/signals', load: () => import('../pages/signals/page.tsx'), listed: true, key: 's' },
  { name: 'bots', path: '/bots', load: () => import('../pages/bots/page.tsx'), listed: true, key: 'b' },
  { name: 'bot', path: '/bots/:id', load: () => import('../pages/bot/page.tsx'), listed: false },
  {
    name: 'performance',
    path: '/performance',
    load: () => import('../pages/performance/page.tsx'),
    listed: true,
    key: 'p',
  },
  {
    name: 'distribution',
    path: '/distribution',
    load: () => import('../pages/distribution/page.tsx'),
    listed: true,
    key: 'd',
  },
  { name: 'monthly', path: '/monthly', load: () => import('../pages/monthly/page.tsx'), listed: true, key: 'm' },
  { name: 'scatter', path: '/scatter', load: () => import('../pages/scatter/page.tsx'), listed: true, key: 'r' },
  {
    name: 'correlation',
    path: '/correlation',
    load: () => import('../pages/correlation/page.tsx'),
    listed: true,
    key: 'c',
  },
  { name: 'execution', path: '/execution', load: () => import('../pages/execution/page.tsx'), listed: true, key: 'e' },
  { name: 'alarms', path: '/alarms', load: () => import('../pages/alarms/page.tsx'), listed: true, key: 'a' },
  { name: 'compare', path: '/compare', load: () => import('../pages/compare/page.tsx'), listed: true, key: 'x' },
  {
    name: 'leaderboard',
    path: '/leaderboard',
    load: () => import('../pages/leaderboard/page.tsx'),
    listed: true,
    key: 'l',
  },
  { name: 'report', path: '/report', load: () => import('../pages/report/page.tsx'), listed: true, key: 't' },
  { name: 'operator', path: '/operator', load: () => import('../pages/operator/page.tsx'), listed: false, key: 'w' },
]

/** The page of a path, and what stands in its place for `:id`. */
export const pageAt = (path: string): { page: PageEntry; id: string } | null => {
  for (const page of PAGES) {
    const found = new RegExp(`^${page.path.replace(':id', '([^/]+)')}$`).exec(path)
    if (found !== null) return { page, id: safelyDecoded(found[1] ?? '') }
  }
  return null
}

const safelyDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
