import type { JSX } from 'preact'
import { asOfWords } from '../app/as-of-words.ts'
import { token } from '../data/client.ts'
import { useRead } from '../data/use-read.ts'
import { count } from '../format/number.ts'
import { asOf, period, scope } from '../route/scope.ts'
import { addressOf, type Place, place } from '../route/url.ts'
import { useCopied } from '../ui/use-copied.tsx'
import { say, words } from '../words/words.ts'
import { MakeShare } from './make-share.tsx'
import { frozenView, livePlace } from './view-link.ts'
import './share.css'

const texts = words({
  en: {
    live: 'Copy link, live',
    liveWhat: 'shows how things are whenever it is opened',
    frozen: (at: string) => `Copy link, frozen at ${at}`,
    frozenWhat: 'shows for ever what stands here now; what has no past says so',
    ledger: (seq: string) => `ledger ${seq}`,
    operator: 'The operator’s work is not shared: open another page.',
  },
  tr: {
    live: 'Bağlantıyı kopyala, canlı',
    liveWhat: 'açıldığı andaki durumu gösterir',
    frozen: (at: string) => `Bağlantıyı kopyala, ${at} ile dondurulmuş`,
    frozenWhat: 'şu anda burada duranı hep gösterir; geçmişi olmayan kısımlar bunu söyler',
    ledger: (seq: string) => `defter ${seq}`,
    operator: 'İşletmenin işi paylaşılmaz: başka bir sayfa açın.',
  },
})

const linkTo = (to: Place): string => `${location.origin}${addressOf(to)}`

const CopyLink = ({ label, about, to }: { label: string; about: string; to: Place }): JSX.Element => {
  const { copy, said } = useCopied(() => linkTo(to))
  return (
    <div>
      <button type="button" onClick={copy}>
        {label}
      </button>
      <small class="quiet">{about}</small>
      {said}
    </div>
  )
}

/** Links to what is shown: for everybody to copy, and for the operator to give away under a name and until a day. */
export default function ShareView(): JSX.Element {
  const now = useRead(['newest', scope.value], (client, signal) => client.getSummary(scope.value, { signal }), {
    refreshMs: null,
  })
  const t = say(texts)
  const newest = now.value.asOf?.seq ?? null
  const at = asOf.value ?? (newest === null ? null : String(newest))
  const shown = place.value
  if (shown.path === '/operator') return <p class="note">{t.operator}</p>
  return (
    <div class="share">
      <CopyLink label={t.live} about={t.liveWhat} to={livePlace(shown)} />
      {at === null ? null : (
        <CopyLink
          label={t.frozen(asOf.value === null ? t.ledger(count(Number(at))) : asOfWords())}
          about={t.frozenWhat}
          to={frozenView(shown, at, period.value)}
        />
      )}
      {token.value === null ? null : (
        <MakeShare live={livePlace(shown)} frozen={at === null ? null : frozenView(shown, at, period.value)} />
      )}
    </div>
  )
}
