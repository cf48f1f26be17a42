import type { ComponentType } from 'preact'
import OverviewPage from '../pages/overview/page.tsx'
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
    methods: 'Methods',
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
    methods: 'Yöntemler',
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
  /** Where it stands in the navigation: first row, or the second row of performance; `null` = nowhere. */
  place: 'main' | 'performance' | null
  /** The key behind `g`. */
  key?: string
}

/** Every page, in the order of the navigation. The overview comes with the frame: most visits begin there. */
export const PAGES: readonly PageEntry[] = [
  { name: 'overview', path: '/', load: () => Promise.resolve({ default: OverviewPage }), place: 'main', key: 'o' },
  { name: 'open', path: '/open', load: () => import('../pages/open/page.tsx'), place: 'main', key: 'n' },
  { name: 'history', path: '/history', load: () => import('../pages/history/page.tsx'), place: 'main', key: 'h' },
  { name: 'trade', path: '/trades/:id', load: () => import('../pages/trade/page.tsx'), place: null },
  { name: 'signals', path: '/signals', load: () => import('../pages/signals/page.tsx'), place: 'main', key: 's' },
  { name: 'bots', path: '/bots', load: () => import('../pages/bots/page.tsx'), place: 'main', key: 'b' },
  { name: 'bot', path: '/bots/:id', load: () => import('../pages/bot/page.tsx'), place: null },
  {
    name: 'performance',
    path: '/performance',
    load: () => import('../pages/performance/page.tsx'),
    place: 'main',
    key: 'p',
  },
  {
    name: 'distribution',
    path: '/distribution',
    load: () => import('../pages/distribution/page.tsx'),
    place: 'performance',
    key: 'd',
  },
  {
    name: 'monthly',
    path: '/monthly',
    load: () => import('../pages/monthly/page.tsx'),
    place: 'performance',
    key: 'm',
  },
  {
    name: 'scatter',
    path: '/scatter',
    load: () => import('../pages/scatter/page.tsx'),
    place: 'performance',
    key: 'r',
  },
  {
    name: 'correlation',
    path: '/correlation',
    load: () => import('../pages/correlation/page.tsx'),
    place: 'performance',
    key: 'c',
  },
  {
    name: 'execution',
    path: '/execution',
    load: () => import('../pages/execution/page.tsx'),
    place: 'performance',
    key: 'e',
  },
  { name: 'alarms', path: '/alarms', load: () => import('../pages/alarms/page.tsx'), place: 'main', key: 'a' },
  { name: 'compare', path: '/compare', load: () => import('../pages/compare/page.tsx'), place: 'main', key: 'x' },
  {
    name: 'leaderboard',
    path: '/leaderboard',
    load: () => import('../pages/leaderboard/page.tsx'),
    place: 'main',
    key: 'l',
  },
  { name: 'report', path: '/report', load: () => import('../pages/report/page.tsx'), place: 'main', key: 't' },
  { name: 'operator', path: '/operator', load: () => import('../pages/operator/page.tsx'), place: null, key: 'w' },
  { name: 'methods', path: '/methods', load: () => import('../pages/methods/page.tsx'), place: null },
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
