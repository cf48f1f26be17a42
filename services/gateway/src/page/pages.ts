import type { Words } from './words.ts'

/** Where the dashboard lies. */
export const BASE = '/bot-performance'

/** Parts of a page that are written as plain HTML. */
type Section = 'alarms' | 'figures' | 'bots' | 'positions' | 'trades'

/** A page of the dashboard: where it lies below the base, and which of its figures are there without a script. */
export type DashboardPage = {
  name: keyof Words
  route: string
  shows: readonly Section[]
  /** Stands by itself, and is led to from every page. */
  inNavigation: boolean
  /** Shows an operator’s work, which no search engine and no shared link is to lead to. */
  isOperators?: true
}

const page = (name: keyof Words, route: string, ...shows: Section[]): DashboardPage => ({
  name,
  route,
  shows,
  inNavigation: !route.includes(':'),
})

/** Every page of the dashboard; a test holds them against the pages that the program knows. */
export const PAGES: readonly DashboardPage[] = [
  page('overview', '', 'alarms', 'figures', 'bots', 'positions', 'trades'),
  page('open', '/open', 'positions'),
  page('history', '/history', 'trades'),
  page('trade', '/trades/:trade_id'),
  page('signals', '/signals', 'figures'),
  page('bots', '/bots', 'bots'),
  page('bot', '/bots/:bot_id', 'alarms', 'bots', 'figures', 'positions', 'trades'),
  page('performance', '/performance', 'figures'),
  page('distribution', '/distribution', 'figures'),
  page('monthly', '/monthly', 'figures'),
  page('scatter', '/scatter', 'bots'),
  page('correlation', '/correlation', 'bots'),
  page('execution', '/execution', 'trades'),
  page('alarms', '/alarms', 'alarms'),
  page('compare', '/compare', 'bots'),
  page('leaderboard', '/leaderboard', 'bots'),
  page('report', '/report', 'figures'),
  page('methods', '/methods'),
  { ...page('operator', '/operator'), isOperators: true },
]
