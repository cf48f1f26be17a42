import type { FormulaTexts } from './formula.ts'

/** How daily returns and single trades are spread. */
export const DISTRIBUTION = {
  mean_pct: {
    name: { en: 'Mean', tr: 'Ortalama' },
    text: { en: 'Arithmetic mean of daily returns.', tr: 'Günlük getirilerin aritmetik ortalaması.' },
  },
  median_pct: {
    name: { en: 'Median', tr: 'Ortanca' },
    text: { en: 'The daily return in the middle: half lie below.', tr: 'Ortadaki günlük getiri: yarısı altındadır.' },
  },
  stdev_pct: {
    name: { en: 'Standard deviation', tr: 'Standart sapma' },
    text: {
      en: 'Sample standard deviation (n − 1) of the returns of single days, not annualised.',
      tr: 'Tek günlük getirilerin örneklem standart sapması (n − 1), yıllıklandırılmamış.',
    },
  },
  skewness: {
    name: { en: 'Skewness', tr: 'Çarpıklık' },
    text: {
      en: 'G₁ = g₁ × √(n (n − 1)) / (n − 2). Below 0 the long tail is that of losses. Undefined below 3 days (Joanes & Gill 1998).',
      tr: 'G₁ = g₁ × √(n (n − 1)) / (n − 2). 0’ın altındaysa uzun kuyruk kayıplardadır. 3 günden azsa tanımsızdır (Joanes & Gill 1998).',
    },
  },
  kurtosis: {
    name: { en: 'Excess kurtosis', tr: 'Fazla basıklık' },
    text: {
      en: 'G₂ = (n − 1) / ((n − 2)(n − 3)) × ((n + 1) g₂ + 6): 0 for a normal distribution, above it where extremes are more frequent. Undefined below 4 days.',
      tr: 'G₂ = (n − 1) / ((n − 2)(n − 3)) × ((n + 1) g₂ + 6): normal dağılımda 0, uçlar daha sıksa üstündedir. 4 günden azsa tanımsızdır.',
    },
  },
  best_pct: {
    name: { en: 'Best day', tr: 'En iyi gün' },
    text: { en: 'Highest return of a closed day.', tr: 'Kapanmış bir günün en yüksek getirisi.' },
  },
  worst_pct: {
    name: { en: 'Worst day', tr: 'En kötü gün' },
    text: { en: 'Lowest return of a closed day.', tr: 'Kapanmış bir günün en düşük getirisi.' },
  },
  bins: {
    name: { en: 'Bins', tr: 'Aralıklar' },
    text: {
      en: 'Equally wide: 2 × interquartile range / ∛n (Freedman & Diaconis 1981), 5 to 60 of them; as many as Sturges says where that range is 0.',
      tr: 'Eşit genişlikte: 2 × çeyrekler arası açıklık / ∛n (Freedman & Diaconis 1981), 5 ile 60 arası; bu açıklık 0 ise Sturges’in dediği kadar.',
    },
  },
  normal: {
    name: { en: 'Normal distribution', tr: 'Normal dağılım' },
    text: {
      en: 'How many days each bin would hold if returns were normal with this mean and deviation: to compare, not to believe.',
      tr: 'Getiriler bu ortalama ve sapmayla normal dağılsaydı her aralıkta kaç gün olurdu: inanmak için değil, karşılaştırmak için.',
    },
  },
  r_multiples: {
    name: { en: 'R multiples', tr: 'R katları' },
    text: {
      en: 'Net profit / what stood at risk between entry and stop. A stop hit at its level is −1 R less fees. Trades without a stop, or entered beyond it, have none.',
      tr: 'Net kâr / giriş ile zarar durdur arasında riskte olan tutar. Düzeyinde vurulan zarar durdur, −1 R eksi ücretlerdir. Zarar durduru olmayan veya onun ötesinde girilen işlemde yoktur.',
    },
  },
  durations: {
    name: { en: 'Durations', tr: 'Süreler' },
    text: {
      en: 'Seconds from entry to exit, in spans that people think in, each about twice the one before.',
      tr: 'Girişten çıkışa saniyeler; her biri öncekinin yaklaşık iki katı olan, akılda kalan aralıklarla.',
    },
  },
  pnl_pct: {
    name: { en: 'P/L per trade, %', tr: 'İşlem başına K/Z, %' },
    text: { en: 'Net profit / position size of each trade.', tr: 'Her işlemin net kârı / pozisyon büyüklüğü.' },
  },
} as const satisfies FormulaTexts
