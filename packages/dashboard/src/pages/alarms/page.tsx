import type { JSX } from 'preact'
import { token } from '../../data/client.ts'
import { linkTo } from '../../route/url.ts'
import { lazy } from '../../ui/lazy.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { say, words } from '../../words/words.ts'
import { ActiveAlarms } from './active.tsx'
import { AlarmDrawer } from './alarm-drawer.tsx'
import { Announcer } from './announcer.tsx'
import { Guides } from './guides.tsx'
import { AlarmHistory } from './history.tsx'
import { ThresholdTable } from './thresholds.tsx'
import '../operator/operator.css'

const texts = words({
  en: { operator: 'Acknowledging, silencing and thresholds are for the operator: sign in' },
  tr: { operator: 'Onaylama, susturma ve eşikler işletmen içindir: giriş yapın' },
})

const Deliveries = lazy(() => import('../operator/deliveries.tsx'))

/** What stands, what stood, from where alarms are raised, and what they mean. */
export default function AlarmsPage(): JSX.Element {
  return (
    <div class="page">
      <Announcer />
      <NotNarrowed period />
      <ActiveAlarms />
      <AlarmHistory />
      <ThresholdTable />
      {token.value === null ? (
        <p class="quiet">
          <a href={linkTo('/operator')}>{say(texts).operator}</a>
        </p>
      ) : (
        <Deliveries />
      )}
      <Guides />
      <AlarmDrawer />
    </div>
  )
}
