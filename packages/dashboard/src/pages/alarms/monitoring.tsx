import type { Monitoring } from '@papertape/client'
import type { JSX } from 'preact'
import { linkTo } from '../../route/url.ts'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    blind: 'The watch is blind: no alarm does not mean that all is well.',
    some: 'The watch of some bots is blind: no alarm of theirs does not mean that all is well.',
    ok: 'The watch has all it needs: figures are checked with each fill and each minute.',
    since: 'since',
    CLOCK_STOPPED: 'no minute has been recorded for 2.5 minutes; start paper-trader, or look at its log',
    EVALUATOR_BEHIND: 'alarm-evaluator has not come to the newest minutes; start it, it works through what it missed',
    PROJECTOR_BEHIND: 'kpi-projector has not come to the newest minutes; what you see is old, alarms work',
    PRICES_STALE: 'an open trade’s newest price is more than five minutes old; mend the feed',
  },
  tr: {
    blind: 'Gözetim kör: alarm olmaması her şeyin yolunda olduğu anlamına gelmez.',
    some: 'Bazı botların gözetimi kör: onların alarmı olmaması her şeyin yolunda olduğu anlamına gelmez.',
    ok: 'Gözetim gereken her şeye sahip: değerler her gerçekleşmede ve her dakika denetlenir.',
    since: 'şu andan beri:',
    CLOCK_STOPPED: '2,5 dakikadır hiçbir dakika kaydedilmedi; paper-trader’ı başlatın veya günlüğüne bakın',
    EVALUATOR_BEHIND: 'alarm-evaluator en yeni dakikalara ulaşmadı; başlatın, kaçırdıklarını sırayla işler',
    PROJECTOR_BEHIND: 'kpi-projector en yeni dakikalara ulaşmadı; gördükleriniz eski, alarmlar çalışıyor',
    PRICES_STALE: 'açık bir işlemin son fiyatı beş dakikadan eski; fiyat akışını onarın',
  },
})

const isMonitoring = (value: unknown): value is Monitoring =>
  typeof value === 'object' && value !== null && 'state' in value && 'no_data' in value && Array.isArray(value.no_data)

const reasonWords = (reason: string | null): string =>
  reason === null ? '' : ((say(texts) as Readonly<Record<string, string>>)[reason] ?? reason)

/** Whether alarms can be believed: silence without data is not calm. */
export const Watch = ({ of }: { of: unknown }): JSX.Element | null => {
  if (!isMonitoring(of)) return null
  const t = say(texts)
  if (of.state === 'OK' && of.no_data.length === 0) {
    return (
      <p class="quiet">
        <span aria-hidden="true">✓ </span>
        {t.ok}
      </p>
    )
  }
  return (
    <div class="banner" role="status">
      <p>
        <strong>
          <span aria-hidden="true">⚠ </span>
          NO_DATA · {of.state === 'NO_DATA' ? t.blind : t.some}
        </strong>
      </p>
      {of.reason === null ? null : (
        <p>
          {reasonWords(of.reason)}
          {of.since === null ? null : (
            <>
              {' · '}
              {t.since} <Time iso={of.since} age />
            </>
          )}
        </p>
      )}
      <ul>
        {of.no_data.map((one) => (
          <li key={one.bot_id}>
            <a href={linkTo(`/bots/${encodeURIComponent(one.bot_id)}`)}>{one.bot_id}</a>: {reasonWords(one.reason)}
            {one.since === null ? null : (
              <>
                {' · '}
                {t.since} <Time iso={one.since} age />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
