import type { FormulaTexts } from './formula.ts'

/** What an account holds. */
export const ACCOUNT = {
  account_value: {
    name: { en: 'Account value', tr: 'Hesap değeri' },
    text: {
      en: 'Starting capital + realised P/L + unrealised P/L, exactly. At or below 0 when a short lost more than there was.',
      tr: 'Başlangıç sermayesi + gerçekleşen K/Z + gerçekleşmemiş K/Z, tam olarak. Bir açığa satış eldekinden fazlasını kaybettiyse 0 veya altıdır.',
    },
  },
  cash_balance: {
    name: { en: 'Cash', tr: 'Nakit' },
    text: {
      en: 'Account value − Σ over open trades of (entry notional + gross unrealised P/L). Negative when more is open than the account holds.',
      tr: 'Hesap değeri − açık işlemler üzerinden Σ (giriş tutarı + brüt gerçekleşmemiş K/Z). Hesaptakinden fazlası açıksa eksidir.',
    },
  },
  unrealized_pnl: {
    name: { en: 'Unrealised P/L', tr: 'Gerçekleşmemiş K/Z' },
    text: {
      en: 'Σ over open trades of (gross profit at the last minute mark − entry fee). A fresh trade is down by its entry fee.',
      tr: 'Açık işlemler üzerinden Σ (son dakika fiyatındaki brüt kâr − giriş ücreti). Yeni bir işlem giriş ücreti kadar ekside başlar.',
    },
  },
  realized_pnl: {
    name: { en: 'Realised P/L', tr: 'Gerçekleşen K/Z' },
    text: {
      en: 'Σ over closed trades of (exit − entry) × quantity × side − entry fee − exit fee. Exact decimals.',
      tr: 'Kapanan işlemler üzerinden Σ (çıkış − giriş) × miktar × yön − giriş ücreti − çıkış ücreti. Tam ondalık.',
    },
  },
  gross_pnl: {
    name: { en: 'Gross P/L', tr: 'Brüt K/Z' },
    text: {
      en: 'Σ over closed trades of (exit − entry) × quantity × side, before fees.',
      tr: 'Kapanan işlemler üzerinden Σ (çıkış − giriş) × miktar × yön, ücretlerden önce.',
    },
  },
  fees: {
    name: { en: 'Fees', tr: 'Ücretler' },
    text: {
      en: 'Σ of entry and exit fees of the closed trades selected.',
      tr: 'Seçilen kapanmış işlemlerin giriş ve çıkış ücretlerinin toplamı.',
    },
  },
  total_fees: {
    name: { en: 'Total fees', tr: 'Toplam ücret' },
    text: {
      en: 'Σ of the fees of all fills, those of open trades too.',
      tr: 'Açık işlemlerinkiler dâhil tüm gerçekleşmelerin ücretlerinin toplamı.',
    },
  },
} as const satisfies FormulaTexts
