import type { JSX } from 'preact'
import { bots } from '../data/bots.ts'
import { tradeScope } from '../route/scope.ts'
import { parameter, setParameters } from '../route/url.ts'
import { Icon } from '../ui/icon.tsx'
import { Popover } from '../ui/popover.tsx'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    bot: 'Bot',
    all: 'All bots',
    mode: 'Kind of bots',
    any: 'Live or demo',
    live: 'Live',
    demo: 'Demo',
    replay: 'Replay',
    filters: (n: string) => (n === '0' ? 'Filters' : `Filters (${n})`),
    symbol: 'Symbols, separated by commas',
    strategy: 'Strategies, separated by commas',
    market: 'Market',
    both: 'Both',
    side: 'Side',
    long: 'Long',
    short: 'Short',
    confidence: 'Confidence from (0 to 1)',
    clear: 'Clear filters',
  },
  tr: {
    bot: 'Bot',
    all: 'Tüm botlar',
    mode: 'Bot türü',
    any: 'Canlı veya demo',
    live: 'Canlı',
    demo: 'Demo',
    replay: 'Tekrar',
    filters: (n: string) => (n === '0' ? 'Filtreler' : `Filtreler (${n})`),
    symbol: 'Semboller, virgülle ayrılmış',
    strategy: 'Stratejiler, virgülle ayrılmış',
    market: 'Piyasa',
    both: 'İkisi de',
    side: 'Yön',
    long: 'Alış',
    short: 'Açığa satış',
    confidence: 'Güven en az (0–1)',
    clear: 'Filtreleri temizle',
  },
})

const FILTERS = ['symbol', 'strategy', 'market_type', 'direction', 'min_confidence'] as const

const textFilter = (name: string, label: string, pattern?: string): JSX.Element => (
  <label>
    {label}
    <input
      type="text"
      value={parameter(name) ?? ''}
      pattern={pattern}
      onChange={(event) =>
        event.currentTarget.checkValidity() && setParameters({ [name]: event.currentTarget.value.trim() })
      }
    />
  </label>
)

const choice = (
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  also: Readonly<Record<string, null>> = {},
): JSX.Element => (
  <label>
    {label}
    <select
      value={parameter(name) ?? ''}
      onChange={(event) => setParameters({ [name]: event.currentTarget.value, ...also })}
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

/** Whose figures and which trades are shown. */
export const ScopePicker = (): JSX.Element => {
  const known = bots.value
  const chosen = tradeScope.value.bot_id ?? ''
  const used = FILTERS.filter((name) => parameter(name) !== null)
  const t = say(texts)
  return (
    <span class="pick">
      <select
        aria-label={t.bot}
        value={chosen}
        onChange={(event) => setParameters({ bot_id: event.currentTarget.value })}
      >
        <option value="">{t.all}</option>
        {known.map(({ bot_id, name }) => (
          <option key={bot_id} value={bot_id}>
            {name}
          </option>
        ))}
        {chosen !== '' && !known.some(({ bot_id }) => bot_id === chosen) ? (
          <option value={chosen}>{chosen}</option>
        ) : null}
      </select>
      <Popover
        label={t.filters(String(used.length))}
        icon={
          <>
            <Icon name="filter" />
            {used.length === 0 ? null : <sup>{used.length}</sup>}
          </>
        }
        class="menu"
      >
        {() => (
          <>
            {choice(
              'mode',
              t.mode,
              [
                ['', t.any],
                ['live', t.live],
                ['demo', t.demo],
                ['replay', t.replay],
              ],
              // The bot chosen is of one mode for ever.
              { bot_id: null },
            )}
            {choice('direction', t.side, [
              ['', t.both],
              ['LONG', t.long],
              ['SHORT', t.short],
            ])}
            {choice('market_type', t.market, [
              ['', t.both],
              ['SPOT', 'SPOT'],
              ['FUTURES', 'FUTURES'],
            ])}
            {textFilter('symbol', t.symbol)}
            {textFilter('strategy', t.strategy)}
            {textFilter('min_confidence', t.confidence, '0|1|0?\\.[0-9]+|1\\.0+')}
            <button
              type="button"
              onClick={() => setParameters(Object.fromEntries(FILTERS.map((name) => [name, null])))}
            >
              {t.clear}
            </button>
          </>
        )}
      </Popover>
    </span>
  )
}
