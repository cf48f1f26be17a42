import type { JSX } from 'preact'
import { statusWords } from '../../figures/trade-words.ts'
import type { Exported, ExportFilters } from '../../route/export-address.ts'
import { asOf, tradeScope } from '../../route/scope.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { Choice, chosen } from '../../ui/choice.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { say, words } from '../../words/words.ts'
import { STATUSES } from '../history/trade-query.ts'
import { EXPORTED, filtersFor, leftOut, TAKES } from './export-plan.ts'
import { ScopeWords } from './scope-words.tsx'

const texts = words({
  en: {
    title: 'Save as a file',
    what: 'What',
    trades: 'Trades',
    signals: 'Signals',
    positions: 'Open positions',
    equity: 'Equity and figures',
    returns: 'Daily returns',
    about_trades: 'One row a trade, newest first, with its levels, fills, fees and result.',
    about_signals: 'One row a message that came, newest first, with what became of it and why.',
    about_positions:
      'One row an open trade, at the prices of the moment it is saved; of a moment of the past without prices.',
    about_equity: 'Every figure of the account, oldest first. Hours reach back 90 days, minutes two.',
    about_returns: 'One row a closed day: return, account value and drawdown.',
    option: 'Which',
    any: 'All',
    closed: 'All that closed',
    ACCEPTED: 'Accepted',
    REJECTED: 'Rejected',
    days: 'A row a day',
    hours: 'A row an hour',
    minutes: 'A row a minute',
    origin: 'With where it comes from',
    narrow: 'Change bots, period and filters at the top of the page.',
    provenance:
      'With every file comes where it is from: the gateway, the bots, the filters, the ledger sequence and time it is as of, the epoch of the ledger, when it was made, how many rows it has, and that it is paper trading. In CSV that is lines which begin with #, in JSON and NDJSON an object, in XLSX a second sheet.',
    large: 'Times are UTC, amounts are exact. More than 200,000 rows come as NDJSON only.',
  },
  tr: {
    title: 'Dosya olarak kaydet',
    what: 'Ne',
    trades: 'İşlemler',
    signals: 'Sinyaller',
    positions: 'Açık pozisyonlar',
    equity: 'Öz varlık ve değerler',
    returns: 'Günlük getiriler',
    about_trades: 'Her işlem bir satır, en yenisi önce; seviyeleri, gerçekleşmeleri, ücretleri ve sonucuyla.',
    about_signals: 'Gelen her mesaj bir satır, en yenisi önce; ne olduğu ve nedeniyle.',
    about_positions: 'Her açık işlem bir satır, kaydedildiği anın fiyatlarıyla; geçmişin bir anı için fiyatsız.',
    about_equity: 'Hesabın her değeri, en eskisi önce. Saatler 90 gün, dakikalar iki gün geriye gider.',
    about_returns: 'Kapanan her gün bir satır: getiri, hesap değeri ve düşüş.',
    option: 'Hangisi',
    any: 'Tümü',
    closed: 'Kapananların tümü',
    ACCEPTED: 'Kabul edilen',
    REJECTED: 'Reddedilen',
    days: 'Günde bir satır',
    hours: 'Saatte bir satır',
    minutes: 'Dakikada bir satır',
    origin: 'Kaynağıyla birlikte',
    narrow: 'Botları, dönemi ve filtreleri sayfanın üstünden değiştirin.',
    provenance:
      'Her dosya kaynağını taşır: ağ geçidi, botlar, filtreler, ait olduğu defter sırası ve zamanı, defterin dönemi, ne zaman yapıldığı, satır sayısı ve bunun kâğıt üzerinde işlem olduğu. CSV’de # ile başlayan satırlar, JSON ve NDJSON’da bir nesne, XLSX’te ikinci bir sayfadır.',
    large: 'Zamanlar UTC’dir, tutarlar tamdır. 200.000’den çok satır yalnızca NDJSON olarak gelir.',
  },
})

type Option = { readonly name: string; readonly values: readonly (readonly [value: string, text: string])[] }

/** What else one chooses of a file: the parameter of the address, and of the file. The first value asks for nothing. */
const optionOf = (what: Exported): Option | null => {
  const t = say(texts)
  switch (what) {
    case 'trades':
      return {
        name: 'status',
        values: [
          ['', t.any],
          ...STATUSES.map((status) => [status, status === 'CLOSED' ? t.closed : statusWords(status)] as const),
        ],
      }
    case 'signals':
      return {
        name: 'outcome',
        values: [
          ['', t.any],
          ['ACCEPTED', t.ACCEPTED],
          ['REJECTED', t.REJECTED],
        ],
      }
    case 'equity':
      return {
        name: 'interval',
        values: [
          ['', t.days],
          ['1h', t.hours],
          ['1m', t.minutes],
        ],
      }
    default:
      return null
  }
}

const valueOf = ({ name, values }: Option): string => {
  const given = parameter(name)
  return values.find(([value]) => value === given)?.[0] ?? ''
}

const OptionPicker = ({ of }: { of: Option }): JSX.Element => (
  <label>
    <span class="quiet">{say(texts).option}</span>{' '}
    <select
      value={valueOf(of)}
      onChange={({ currentTarget }) => setParameters({ [of.name]: currentTarget.value }, 'replace')}
    >
      {of.values.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

/** Files of what the page's filters show: what is in them, of what, and where from. */
export const ExportPanel = (): JSX.Element => {
  const t = say(texts)
  const what = chosen('what', EXPORTED)
  const takes = TAKES[what]
  const option = optionOf(what)
  const scope = tradeScope.value
  const bare = parameter('provenance') === 'false'
  const value = option === null ? '' : valueOf(option)
  const options: ExportFilters = {
    ...(option === null || value === '' ? {} : { [option.name]: value }),
    ...(bare ? { provenance: 'false' } : {}),
  }
  return (
    <section id="export" class="panel" aria-labelledby="export-title">
      <header>
        <h2 id="export-title">{t.title}</h2>
      </header>
      <p class="controls">
        <Choice name="what" label={t.what} options={EXPORTED.map((one) => [one, t[one]])} />
        {option === null ? null : <OptionPicker of={option} />}
        <label>
          <input
            type="checkbox"
            checked={!bare}
            onChange={({ currentTarget }) =>
              setParameters({ provenance: currentTarget.checked ? null : 'false' }, 'replace')
            }
          />{' '}
          {t.origin}
        </label>
      </p>
      <p>{t[`about_${what}`]}</p>
      <ScopeWords scope={scope} takes={takes} />
      <ExportLinks of={what} filters={filtersFor(what, scope, asOf.value, options)} />
      {leftOut(what, scope).length === 0 ? null : <NotNarrowed period={!takes.includes('from')} except={takes} />}
      <p class="note">{t.narrow}</p>
      <p class="note">
        {bare ? null : t.provenance} {t.large}
      </p>
    </section>
  )
}
