import type { FormulaTexts } from './formula.ts'

/** What was risked for it. Over the returns r of closed days; n is their number. */
export const RISK = {
  volatility_pct: {
    name: { en: 'Volatility', tr: 'Oynaklık' },
    text: {
      en: 'Standard deviation (n − 1) of daily returns × √365. Undefined below 2 closed days.',
      tr: 'Günlük getirilerin standart sapması (n − 1) × √365. Kapanmış 2 günden azsa tanımsızdır.',
    },
  },
  sharpe_ratio: {
    name: { en: 'Sharpe ratio', tr: 'Sharpe oranı' },
    text: {
      en: 'Mean / standard deviation (n − 1) of daily returns × √365, risk-free rate 0. Undefined below 2 days and where returns do not vary (Sharpe 1994).',
      tr: 'Günlük getirilerin ortalaması / standart sapması (n − 1) × √365, risksiz faiz 0. 2 günden azsa ve getiriler değişmiyorsa tanımsızdır (Sharpe 1994).',
    },
  },
  sortino_ratio: {
    name: { en: 'Sortino ratio', tr: 'Sortino oranı' },
    text: {
      en: 'Mean / √(mean of min(r, 0)² over all n days) × √365, minimum return 0. Undefined without a losing day (Sortino & Price 1994).',
      tr: 'Ortalama / √(n günün tümü için min(r, 0)² ortalaması) × √365, asgari getiri 0. Kayıplı gün yoksa tanımsızdır (Sortino & Price 1994).',
    },
  },
  calmar_ratio: {
    name: { en: 'Calmar ratio', tr: 'Calmar oranı' },
    text: {
      en: 'CAGR / maximum drawdown over the whole record. Undefined without a drawdown (Young 1991, who looks at 36 months).',
      tr: 'Tüm kayıt için CAGR / en büyük düşüş. Düşüş yoksa tanımsızdır (Young 1991, 36 aya bakar).',
    },
  },
  max_drawdown_pct: {
    name: { en: 'Maximum drawdown', tr: 'En büyük düşüş' },
    text: {
      en: 'Greatest (peak − level) / peak over all snapshots: each fill, each minute mark. The first peak is the starting capital. Positive = loss.',
      tr: 'Tüm anlık görüntülerde (her gerçekleşme, her dakika) en büyük (tepe − düzey) / tepe. İlk tepe başlangıç sermayesidir. Artı = kayıp.',
    },
  },
  max_drawdown_amount: {
    name: { en: 'Max. drawdown, amount', tr: 'En büyük düşüş, tutar' },
    text: {
      en: 'Peak − level of the maximum drawdown. In a portfolio: what would have had to be earned at the trough to stand at the peak again.',
      tr: 'En büyük düşüşün tepe − düzey tutarı. Portföyde: dipten yeniden tepeye çıkmak için kazanılması gereken tutar.',
    },
  },
  max_drawdown_started_at: {
    name: { en: 'Max. drawdown began', tr: 'En büyük düşüşün başı' },
    text: {
      en: 'When the peak before the maximum drawdown was reached, the last time from below.',
      tr: 'En büyük düşüşten önceki tepeye aşağıdan son kez ulaşıldığı an.',
    },
  },
  max_drawdown_trough_at: {
    name: { en: 'Max. drawdown, trough', tr: 'En büyük düşüşün dibi' },
    text: {
      en: 'When the maximum drawdown was deepest. Of two equally deep ones the first counts.',
      tr: 'En büyük düşüşün en derin anı. Aynı derinlikteki iki düşüşten ilki sayılır.',
    },
  },
  max_drawdown_recovered_at: {
    name: { en: 'Max. drawdown recovered', tr: 'En büyük düşüşten çıkış' },
    text: {
      en: 'When the peak was reached again; none until then.',
      tr: 'Tepeye yeniden ulaşıldığı an; o zamana dek yoktur.',
    },
  },
  current_drawdown_pct: {
    name: { en: 'Current drawdown', tr: 'Şimdiki düşüş' },
    text: {
      en: '(peak − level) / peak now; 0 at a peak. Positive = loss.',
      tr: 'Şu anki (tepe − düzey) / tepe; tepede 0’dır. Artı = kayıp.',
    },
  },
  current_drawdown_started_at: {
    name: { en: 'Current drawdown began', tr: 'Şimdiki düşüşün başı' },
    text: {
      en: 'When the peak was reached that the account lies below now.',
      tr: 'Hesabın şu an altında bulunduğu tepeye ulaşıldığı an.',
    },
  },
  drawdowns: {
    name: { en: 'Worst drawdowns', tr: 'En derin düşüşler' },
    text: {
      en: 'Falls from a highest value ever, deepest first. Depth = (peak − trough) / peak. The deepest is exact; the others are as the ends of days saw them.',
      tr: 'O güne kadarki en yüksek değerden düşüşler, en derini önce. Derinlik = (tepe − dip) / tepe. En derini tamdır; diğerleri gün sonlarına göredir.',
    },
  },
  drawdown_pct: {
    name: { en: 'Drawdown', tr: 'Düşüş' },
    text: {
      en: 'How far the account lies below its highest value so far: (peak − level) / peak.',
      tr: 'Hesabın o ana kadarki en yüksek değerinin ne kadar altında olduğu: (tepe − düzey) / tepe.',
    },
  },
  var_95_pct: {
    name: { en: 'VaR 95%', tr: 'VaR %95' },
    text: {
      en: 'The loss that 95 of 100 days did not exceed: −quantile (type 7) of daily returns at 0.05. As history was; no distribution is assumed (Hyndman & Fan 1996).',
      tr: '100 günün 95’inde aşılmayan kayıp: günlük getirilerin 0,05 kantilinin (tip 7) eksi işaretlisi. Geçmiş neyse o; dağılım varsayılmaz (Hyndman & Fan 1996).',
    },
  },
  cvar_95_pct: {
    name: { en: 'CVaR 95%', tr: 'CVaR %95' },
    text: {
      en: 'The mean loss of the worst days: −mean of the ⌊(n − 1) × 0.05⌋ + 1 worst daily returns (Rockafellar & Uryasev 2000).',
      tr: 'En kötü günlerin ortalama kaybı: en kötü ⌊(n − 1) × 0,05⌋ + 1 günlük getirinin −ortalaması (Rockafellar & Uryasev 2000).',
    },
  },
  turnover: {
    name: { en: 'Turnover per day', tr: 'Günlük devir hızı' },
    text: {
      en: 'Mean over closed days of Σ notional of the day’s fills, both sides / mean of the day’s start and end value.',
      tr: 'Kapanmış günlerin ortalaması: günün gerçekleşme tutarları toplamı (iki yön) / günün başı ve sonundaki değerin ortalaması.',
    },
  },
  rolling: {
    name: { en: 'Rolling figures', tr: 'Kayan değerler' },
    text: {
      en: 'The same formulas over the last 30 closed days up to each day. Undefined where the days do not allow the ratio.',
      tr: 'Aynı formüller, her güne kadarki son 30 kapanmış gün için. Günler orana izin vermiyorsa tanımsızdır.',
    },
  },
} as const satisfies FormulaTexts
