import type { FormulaTexts } from './formula.ts'

/** How much an account grew. */
export const RETURNS = {
  total_return_pct: {
    name: { en: 'Total return', tr: 'Toplam getiri' },
    text: {
      en: 'Level / level at the start − 1. The level is account value for a bot, and for a portfolio a time-weighted index that deposits do not move.',
      tr: 'Düzey / başlangıçtaki düzey − 1. Düzey, bot için hesap değeri, portföy için para girişlerinden etkilenmeyen zaman ağırlıklı endekstir.',
    },
  },
  daily_return_pct: {
    name: { en: 'Return today', tr: 'Bugünkü getiri' },
    text: {
      en: 'Level / level at the last close before this UTC day − 1. Shown while the day runs; in no ratio until it is closed.',
      tr: 'Düzey / bu UTC gününden önceki son kapanıştaki düzey − 1. Gün sürerken gösterilir, kapanana dek hiçbir orana girmez.',
    },
  },
  weekly_return_pct: {
    name: { en: 'Return this week', tr: 'Bu haftaki getiri' },
    text: {
      en: 'Level / level at the last close before the ISO week (Monday, UTC) began − 1.',
      tr: 'Düzey / ISO haftası (pazartesi, UTC) başlamadan önceki son kapanıştaki düzey − 1.',
    },
  },
  monthly_return_pct: {
    name: { en: 'Return this month', tr: 'Bu ayki getiri' },
    text: {
      en: 'Level / level at the last close before the UTC month began − 1.',
      tr: 'Düzey / UTC ayı başlamadan önceki son kapanıştaki düzey − 1.',
    },
  },
  return_24h_pct: {
    name: { en: 'Return, 24 hours', tr: 'Getiri, 24 saat' },
    text: {
      en: 'Level / level 24 hours ago − 1: a rolling window, not the running day.',
      tr: 'Düzey / 24 saat önceki düzey − 1: süren gün değil, kayan pencere.',
    },
  },
  return_7d_pct: {
    name: { en: 'Return, 7 days', tr: 'Getiri, 7 gün' },
    text: {
      en: 'Level / level 7 days ago − 1: a rolling window, not the running week.',
      tr: 'Düzey / 7 gün önceki düzey − 1: süren hafta değil, kayan pencere.',
    },
  },
  return_30d_pct: {
    name: { en: 'Return, 30 days', tr: 'Getiri, 30 gün' },
    text: {
      en: 'Level / level 30 days ago − 1: a rolling window, not the running month.',
      tr: 'Düzey / 30 gün önceki düzey − 1: süren ay değil, kayan pencere.',
    },
  },
  cagr_pct: {
    name: { en: 'CAGR', tr: 'Yıllık bileşik getiri (CAGR)' },
    text: {
      en: '(1 + total return)^(365 days / elapsed time) − 1, elapsed to the millisecond. −100% when nothing is left; marked below a year, where it is a guess.',
      tr: '(1 + toplam getiri)^(365 gün / geçen süre) − 1, süre milisaniyesine kadar. Hiçbir şey kalmadıysa −%100; bir yıldan kısaysa tahmindir ve işaretlenir.',
    },
  },
  roi_pct: {
    name: { en: 'ROI', tr: 'Yatırım getirisi (ROI)' },
    text: {
      en: 'Realised P/L / starting capital. In a portfolio it falls when a bot joins; total return does not.',
      tr: 'Gerçekleşen K/Z / başlangıç sermayesi. Portföyde bir bot katılınca düşer; toplam getiri düşmez.',
    },
  },
  return_pct: {
    name: { en: 'Return', tr: 'Getiri' },
    text: {
      en: 'Level at the end / level before − 1. A day is a UTC day; of a month or a year from before its first day to the end of its last, the running day included, which is in nothing else.',
      tr: 'Sondaki düzey / önceki düzey − 1. Gün, UTC günüdür; ay ve yıl, ilk gününün öncesinden son gününün sonuna kadardır, süren gün yalnızca burada sayılır.',
    },
  },
  benchmark: {
    name: { en: 'Buy and hold', tr: 'Al ve tut' },
    text: {
      en: 'Starting capital × price / first price of the symbol traded most. The only prices kept for ever are those of the record’s own fills: it knows nothing of the time between two. No fees, no funding.',
      tr: 'Başlangıç sermayesi × fiyat / ilk fiyat; en çok işlem gören sembol için. Kalıcı olarak saklanan tek fiyatlar kaydın kendi gerçekleşmeleridir, ikisi arasını bilmez. Ücret ve fonlama yoktur.',
    },
  },
} as const satisfies FormulaTexts
