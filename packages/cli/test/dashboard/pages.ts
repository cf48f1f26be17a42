/** What the tests of the browser know of a page: its path below `/bot-performance`. */
export type PageUnderTest = { name: string; path: string }

/** Every page of the dashboard, for a system that has this bot and this trade. */
export const pagesUnderTest = (botId: string, tradeId: string): readonly PageUnderTest[] => [
  { name: 'overview', path: '' },
  { name: 'open', path: '/open' },
  { name: 'history', path: '/history' },
  { name: 'trade', path: `/trades/${tradeId}` },
  { name: 'signals', path: '/signals' },
  { name: 'bots', path: '/bots' },
  { name: 'bot', path: `/bots/${botId}` },
  { name: 'performance', path: '/performance' },
  { name: 'distribution', path: '/distribution' },
  { name: 'monthly', path: '/monthly' },
  { name: 'scatter', path: '/scatter' },
  { name: 'correlation', path: '/correlation' },
  { name: 'execution', path: '/execution' },
  { name: 'alarms', path: '/alarms' },
  { name: 'compare', path: '/compare' },
  { name: 'leaderboard', path: '/leaderboard' },
  { name: 'report', path: '/report' },
  { name: 'operator', path: '/operator' },
  { name: 'methods', path: '/methods' },
  { name: 'nowhere', path: '/nowhere' },
]
