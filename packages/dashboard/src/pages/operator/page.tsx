import type { JSX } from 'preact'
import { token } from '../../data/client.ts'
import { linkTo, parameter } from '../../route/url.ts'
import { Icon } from '../../ui/icon.tsx'
import { lazy } from '../../ui/lazy.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { ReceiptText } from './outcome.tsx'
import { receipts } from './receipts.ts'
import { SignIn } from './sign-in.tsx'
import './operator.css'
import '../bot/bot.css'

const texts = words({
  en: {
    sections: 'What to do',
    bots: 'Bots',
    register: 'Register',
    trades: 'Close trades',
    thresholds: 'Thresholds',
    alarms: 'Alarms',
    channels: 'Notifications',
    sources: 'Source tokens',
    shares: 'Share links',
    on: 'Operator mode is on. The token is in this page’s memory alone.',
    forget: 'Forget the token',
    receipts: 'What was changed from this page',
    none: 'Nothing yet. Each change shows here which fact of the ledger it made.',
  },
  tr: {
    sections: 'Ne yapılacak',
    bots: 'Botlar',
    register: 'Kaydet',
    trades: 'İşlem kapat',
    thresholds: 'Eşikler',
    alarms: 'Alarmlar',
    channels: 'Bildirimler',
    sources: 'Kaynak belirteçleri',
    shares: 'Paylaşım bağlantıları',
    on: 'İşletmen modu açık. Belirteç yalnızca bu sayfanın belleğinde.',
    forget: 'Belirteci unut',
    receipts: 'Bu sayfadan neler değişti',
    none: 'Henüz hiçbir şey. Her değişiklik, defterde hangi kaydı oluşturduğunu burada gösterir.',
  },
})

const SECTIONS = {
  bots: lazy(() => import('./sections/bots.tsx')),
  register: lazy(() => import('./sections/register.tsx')),
  trades: lazy(() => import('./sections/trades.tsx')),
  thresholds: lazy(() => import('./sections/thresholds.tsx')),
  alarms: lazy(() => import('./sections/alarms.tsx')),
  channels: lazy(() => import('./sections/channels.tsx')),
  sources: lazy(() => import('./sections/sources.tsx')),
  shares: lazy(() => import('./sections/shares.tsx')),
} as const
type SectionName = keyof typeof SECTIONS
const NAMES = Object.keys(SECTIONS) as SectionName[]

/** What only the operator may do. */
export default function OperatorPage(): JSX.Element {
  if (token.value === null) {
    return (
      <div class="page">
        <SignIn />
        <Receipts />
      </div>
    )
  }
  const t = say(texts)
  const section = NAMES.find((name) => name === parameter('section')) ?? 'bots'
  const Section = SECTIONS[section]
  return (
    <div class="page">
      <p class="banner actions">
        <span>
          <Icon name="key" /> {t.on}
        </span>
        <span class="spacer" />
        <button
          type="button"
          onClick={() => {
            token.value = null
          }}
        >
          {t.forget}
        </button>
      </p>
      <nav class="sections" aria-label={t.sections}>
        <ul>
          {NAMES.map((name) => (
            <li key={name}>
              <a href={linkTo('/operator', { section: name })} aria-current={name === section ? 'page' : undefined}>
                {t[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Section key={section} />
      <Receipts />
    </div>
  )
}

/** What was changed, and the fact that each change made. */
const Receipts = (): JSX.Element => {
  const t = say(texts)
  return (
    <section id="receipts" class="panel" aria-labelledby="receipts-title">
      <h2 id="receipts-title">{t.receipts}</h2>
      {receipts.value.length === 0 ? <p class="quiet">{t.none}</p> : null}
      <ol class="timeline">
        {receipts.value.map((receipt) => (
          <li key={`${receipt.at}${receipt.what}`}>
            <Time iso={receipt.at} />
            <span>
              <strong>{receipt.what}</strong> · <ReceiptText of={receipt} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
