import type { JSX } from 'preact'
import { asOfWords } from '../../app/as-of-words.ts'
import { bots, shownMode } from '../../data/bots.ts'
import { dateTime, day, timeZone } from '../../format/time.ts'
import { asOf, type TradeScope } from '../../route/scope.ts'
import { Mode } from '../../ui/badge.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    whose: 'Bots',
    all: 'all bots of this kind',
    period: 'Period',
    whole: 'the whole record',
    since: (from: string) => `since ${from}`,
    until: (to: string) => `until ${to}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    symbol: 'Symbol',
    strategy: 'Strategy',
    market_type: 'Market',
    direction: 'Side',
    min_confidence: 'Confidence from',
    as_of: 'As of',
    now: 'the newest fact when it is saved',
  },
  tr: {
    whose: 'Botlar',
    all: 'bu türdeki tüm botlar',
    period: 'Dönem',
    whole: 'tüm kayıt',
    since: (from: string) => `${from} tarihinden beri`,
    until: (to: string) => `${to} tarihine kadar`,
    between: (from: string, to: string) => `${from} – ${to}`,
    symbol: 'Sembol',
    strategy: 'Strateji',
    market_type: 'Piyasa',
    direction: 'Yön',
    min_confidence: 'Güven en az',
    as_of: 'Durum',
    now: 'kaydedildiği andaki en yeni kayıt',
  },
})

const moment = (iso: string): string => (iso.length === 10 ? day(iso) : `${dateTime(iso)} ${timeZone.value}`)

const periodWords = ({ from, to }: TradeScope): string => {
  const t = say(texts)
  if (from !== undefined && to !== undefined) return t.between(moment(from), moment(to))
  if (from !== undefined) return t.since(moment(from))
  return to === undefined ? t.whole : t.until(moment(to))
}

const TRADES = ['symbol', 'strategy', 'market_type', 'direction', 'min_confidence'] as const

/** Whose figures and which, in words. `takes` are the filters that have a meaning for them. */
export const ScopeWords = ({
  scope,
  takes,
  moment: isDated = true,
}: {
  scope: TradeScope
  takes: readonly (keyof TradeScope)[]
  /** Whether it says as of when. */
  moment?: boolean
}): JSX.Element => {
  const t = say(texts)
  const bot = bots.value.find(({ bot_id }) => bot_id === scope.bot_id)
  const mode = shownMode.value
  const rows: readonly (readonly [string, JSX.Element | string])[] = [
    [
      t.whose,
      <>
        {scope.bot_id === undefined ? t.all : (bot?.name ?? scope.bot_id)} {mode === null ? null : <Mode mode={mode} />}
      </>,
    ],
    ...(takes.includes('from') ? [[t.period, periodWords(scope)] as const] : []),
    ...TRADES.flatMap((name) => {
      const value = scope[name]
      if (value === undefined || !takes.includes(name)) return []
      return [[t[name], typeof value === 'number' ? String(value) : value.join(', ')] as const]
    }),
    ...(isDated ? [[t.as_of, asOf.value === null ? t.now : asOfWords()] as const] : []),
  ]
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
