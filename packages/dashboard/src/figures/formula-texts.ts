type Text = { readonly en: string; readonly tr: string }

/** Each figure's name and formula, as docs/kpis.md defines it. The keys are those of the API. */
export const FORMULAS: Readonly<Record<string, { readonly name: Text; readonly text: Text }>> = {
  account_value: {
    name: { en: 'Account value', tr: 'Hesap değeri' },
    text: {
      en: 'Starting capital + realised P/L + unrealised P/L of open trades at the newest mark.',
      tr: 'Başlangıç sermayesi + gerçekleşen K/Z + açık işlemlerin son işaret fiyatındaki gerçekleşmemiş K/Z’si.',
    },
  },
  realized_pnl: {
    name: { en: 'Realised P/L', tr: 'Gerçekleşen K/Z' },
    text: {
      en: 'Σ over closed trades of (exit − entry) × quantity × side − entry fee − exit fee. Exact decimals.',
      tr: 'Kapanan işlemler üzerinden Σ (çıkış − giriş) × miktar × yön − giriş ücreti − çıkış ücreti. Tam ondalık.',
    },
  },
}
