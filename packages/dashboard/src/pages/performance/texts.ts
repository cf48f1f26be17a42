import { words } from '../../words/words.ts'

/** What several panels of the page say. */
export const performanceTexts = words({
  en: {
    equity: 'Equity and buy & hold',
    drawdown: 'Underwater',
    worst: 'Worst drawdowns',
    ratios: (days: string) => `Sharpe and Sortino, ${days} days`,
    spread: (days: string) => `Volatility and return, ${days} days`,
    winRate: 'Win rate so far',
    profit: 'Profit by period',
    account: 'All figures of the account',
    trades: 'Closed trades: all, long and short',
    attribution: 'Where profit came from',
    nothing: 'Nothing was recorded in this period. Choose a longer one.',
    noTrades: 'No trade was closed in this selection. Choose a longer period or fewer filters.',
  },
  tr: {
    equity: 'Öz varlık ve al-tut',
    drawdown: 'Tepenin altında',
    worst: 'En derin düşüşler',
    ratios: (days: string) => `Sharpe ve Sortino, ${days} gün`,
    spread: (days: string) => `Oynaklık ve getiri, ${days} gün`,
    winRate: 'Şimdiye dek kazanma oranı',
    profit: 'Döneme göre kâr',
    account: 'Hesabın tüm değerleri',
    trades: 'Kapanan işlemler: tümü, alış ve açığa satış',
    attribution: 'Kâr nereden geldi',
    nothing: 'Bu dönemde kayıt yok. Daha uzun bir dönem seçin.',
    noTrades: 'Bu seçimde kapanan işlem yok. Daha uzun bir dönem veya daha az süzgeç seçin.',
  },
})
