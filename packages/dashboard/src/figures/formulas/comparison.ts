import type { FormulaTexts } from './formula.ts'

/** How bots are set beside each other. */
export const COMPARISON = {
  correlation: {
    name: { en: 'Correlation', tr: 'Korelasyon' },
    text: {
      en: 'Pearson’s coefficient of the daily returns of the days that both bots have. Undefined below three common days or where one of them never changed.',
      tr: 'İki botun ortak günlerindeki günlük getirilerin Pearson katsayısı. Üçten az ortak günde veya biri hiç değişmediyse tanımsızdır.',
    },
  },
  iso_sharpe: {
    name: { en: 'Lines of equal Sharpe', tr: 'Eşit Sharpe doğruları' },
    text: {
      en: 'Return = Sharpe × volatility: bots on one line earned the same return per unit of risk, without compounding.',
      tr: 'Getiri = Sharpe × oynaklık: bir doğru üzerindeki botlar birim risk başına aynı getiriyi sağladı (bileşik olmadan).',
    },
  },
} as const satisfies FormulaTexts
