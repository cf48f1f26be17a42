import type { JSX } from 'preact'
import { period, tradeFilters } from '../route/scope.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    period: 'period',
    symbol: 'symbol',
    strategy: 'strategy',
    market_type: 'market',
    direction: 'side',
    min_confidence: 'confidence',
    not: (what: string) => `Not narrowed by ${what}.`,
  },
  tr: {
    period: 'dönem',
    symbol: 'sembol',
    strategy: 'strateji',
    market_type: 'piyasa',
    direction: 'yön',
    min_confidence: 'güven',
    not: (what: string) => `Şuna göre daraltılmadı: ${what}.`,
  },
})

const isName = (name: string): name is Exclude<keyof (typeof texts)['en'], 'not'> => name in texts.en && name !== 'not'

type NotNarrowedProps = {
  /** The period has no meaning here either. */
  period?: boolean
  /** Filters of trades that do narrow it all the same. */
  except?: readonly string[]
}

/** Says which filters that are set do not apply to what stands here. */
export const NotNarrowed = ({ period: whole = false, except = [] }: NotNarrowedProps): JSX.Element | null => {
  const t = say(texts)
  const names = [
    ...(whole && Object.keys(period.value).length > 0 ? ['period'] : []),
    ...Object.keys(tradeFilters.value).filter((name) => !except.includes(name)),
  ].flatMap((name) => (isName(name) ? [t[name]] : []))
  return names.length === 0 ? null : <p class="note">{t.not(names.join(', '))}</p>
}
