import type { FormulaTexts } from './formula.ts'

/** What stands open. */
export const POSITIONS = {
  active_positions: {
    name: { en: 'Open positions', tr: 'Açık pozisyon' },
    text: { en: 'Open trades; nothing is netted.', tr: 'Açık işlemler; hiçbir şey netleştirilmez.' },
  },
  total_exposure_pct: {
    name: { en: 'Total exposure', tr: 'Toplam risk tutarı' },
    text: {
      en: 'Σ quantity × mark of open trades, both directions / account value. Above 100% is possible.',
      tr: 'Açık işlemlerin Σ miktar × fiyatı (iki yön) / hesap değeri. %100’ün üstü mümkündür.',
    },
  },
  largest_position_pct: {
    name: { en: 'Largest position', tr: 'En büyük pozisyon' },
    text: {
      en: 'Largest quantity × mark of one open trade / account value; 0 when nothing is open.',
      tr: 'Tek bir açık işlemin en büyük miktar × fiyatı / hesap değeri; hiçbir şey açık değilse 0.',
    },
  },
} as const satisfies FormulaTexts
