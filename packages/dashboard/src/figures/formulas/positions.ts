import type { FormulaTexts } from './formula.ts'

/** What stands open. */
export const POSITIONS = {
  active_positions: {
    name: { en: 'Open positions', tr: 'Açık pozisyon' },
    text: { en: 'Open trades; nothing is netted.', tr: 'Açık işlemler; hiçbir şey netleştirilmez.' },
  },
  total_exposure_pct: {
    name: { en: 'Total exposure', tr: 'Toplam maruziyet' },
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
  r_now: {
    name: { en: 'R', tr: 'R' },
    text: {
      en: 'Unrealised P/L / (quantity × distance from the entry to the stop loss): what is won so far in what stood at risk.',
      tr: 'Gerçekleşmemiş K/Z / (miktar × girişten zarar durdura uzaklık): şimdiye dek kazanılan, riske atılanın katı olarak.',
    },
  },
  level_distance: {
    name: { en: 'To stop and target', tr: 'Zarar durdura ve hedefe' },
    text: {
      en: '(take profit − last price) / last price, and (last price − stop loss) / last price, turned round for shorts. The bar goes from the stop, left, to the target, right; its tick is the entry.',
      tr: '(kâr al − son fiyat) / son fiyat ve (son fiyat − zarar durdur) / son fiyat; açığa satışta ters yönde. Çubuk soldaki zarar durdurdan sağdaki hedefe gider; çizgisi giriştir.',
    },
  },
} as const satisfies FormulaTexts
