import type { FormulaTexts } from './formula.ts'

/** How signals became fills. */
export const EXECUTION = {
  accepted: {
    name: { en: 'Accepted', tr: 'Kabul edilen' },
    text: { en: 'OPEN signals that the ledger accepted.', tr: 'Defterin kabul ettiği OPEN sinyalleri.' },
  },
  waiting: {
    name: { en: 'Waiting', tr: 'Bekleyen' },
    text: {
      en: 'Accepted signals whose entry is not decided yet.',
      tr: 'Girişi henüz belli olmayan kabul edilmiş sinyaller.',
    },
  },
  entered: {
    name: { en: 'Entered', tr: 'Girilen' },
    text: { en: 'Accepted signals that became a trade.', tr: 'İşleme dönüşen kabul edilmiş sinyaller.' },
  },
  missed: {
    name: { en: 'Missed', tr: 'Kaçan' },
    text: {
      en: 'Accepted signals that will never be entered: they expired, price reached the target or the stop first, or they were closed before.',
      tr: 'Hiç girilmeyecek sinyaller: süresi doldu, fiyat önce hedefe veya zarar durdura ulaştı ya da girişten önce kapatıldı.',
    },
  },
  fill_rate_pct: {
    name: { en: 'Fill rate', tr: 'Gerçekleşme oranı' },
    text: { en: 'Entered / (entered + missed).', tr: 'Girilen / (girilen + kaçan).' },
  },
  price_gaps: {
    name: { en: 'Price gaps', tr: 'Fiyat boşluğu' },
    text: {
      en: 'Trades for which prices that might have decided them were gone before they could be seen.',
      tr: 'Sonucu belirleyebilecek fiyatları görülmeden önce silinmiş işlemler.',
    },
  },
  ambiguous: {
    name: { en: 'Ambiguous', tr: 'Belirsiz' },
    text: {
      en: 'Trades of which one candle touched both target and stop; booked as the loss.',
      tr: 'Tek bir mumun hem hedefe hem zarar durdura değdiği işlemler; kayıp olarak yazılır.',
    },
  },
  latency: {
    name: { en: 'Latency', tr: 'Gecikme' },
    text: {
      en: 'Time from one step to the next for the newest trades, as the clock named beside each step tells it. Steps that seem negative, because two clocks differ, are left out and counted.',
      tr: 'En yeni işlemlerde bir adımdan ötekine geçen süre, yanında adı yazan saate göre. İki saat farklı olduğu için eksi görünen adımlar dışarıda bırakılır ve sayılır.',
    },
  },
  source_to_received: {
    name: { en: 'Source to received', tr: 'Kaynaktan alınmaya' },
    text: {
      en: 'From when the source says it made the signal until the bus stored it.',
      tr: 'Kaynağın sinyali ürettiğini söylediği andan veri yolunun sakladığı ana kadar.',
    },
  },
  received_to_accepted: {
    name: { en: 'Received to accepted', tr: 'Alınmadan kabule' },
    text: {
      en: 'From when the bus stored the signal until the ledger accepted it.',
      tr: 'Veri yolunun sinyali sakladığı andan defterin kabul ettiği ana kadar.',
    },
  },
  accepted_to_entry: {
    name: { en: 'Accepted to entry', tr: 'Kabulden girişe' },
    text: {
      en: 'From the acceptance to the time of the price it was entered at. Only policies that wait for the next tick wait.',
      tr: 'Kabulden, girilen fiyatın zamanına kadar. Yalnızca sonraki fiyatı bekleyen politikalar bekler.',
    },
  },
  slippage: {
    name: { en: 'Slippage', tr: 'Kayma' },
    text: {
      en: 'How far a fill was from the price to be expected, in basis points (0.01%); positive = cost. The mean is weighted by notional.',
      tr: 'Gerçekleşmenin beklenen fiyattan ne kadar saptığı, baz puan (%0,01) olarak; artı = maliyet. Ortalama tutarla ağırlıklıdır.',
    },
  },
  entry_slippage_bps: {
    name: { en: 'Slippage at entry', tr: 'Girişte kayma' },
    text: {
      en: 'Entry price against the signal’s price; entries at that very price by policy are left out.',
      tr: 'Sinyal fiyatına göre giriş fiyatı; politika gereği tam o fiyattan girişler sayılmaz.',
    },
  },
  exit_slippage_bps: {
    name: { en: 'Slippage at exit', tr: 'Çıkışta kayma' },
    text: {
      en: 'Exit price against the level it closed at (target or stop); exits without a level are left out.',
      tr: 'Kapandığı düzeye (hedef veya zarar durdur) göre çıkış fiyatı; düzeysiz çıkışlar sayılmaz.',
    },
  },
} as const satisfies FormulaTexts
