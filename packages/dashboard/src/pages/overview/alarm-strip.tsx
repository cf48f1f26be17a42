import type { Alarm } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import { alarmTypeWords, LEVELS } from '../../figures/alarm-words.ts'
import { count } from '../../format/number.ts'
import { ago } from '../../format/time.ts'
import { linkTo } from '../../route/url.ts'
import { Level } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    all: 'All alarms',
    none: '✓ No alarm stands: every threshold is kept.',
    more: (n: string) => `and ${n} more`,
  },
  tr: {
    all: 'Tüm alarmlar',
    none: '✓ Etkin alarm yok: tüm eşikler korunuyor.',
    more: (n: string) => `ve ${n} alarm daha`,
  },
})

const SHOWN = 6

/** The worst first, of equal ones the newest. */
const worstFirst = (alarms: readonly Alarm[]): readonly Alarm[] =>
  alarms.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.raised_at < b.raised_at ? 1 : -1))

/** What stands against the account now, in a line or two. */
export const AlarmStrip = ({
  title,
  read,
}: {
  title: string
  read: ReadonlySignal<Read<readonly Alarm[]>>
}): JSX.Element => {
  const t = say(texts)
  return (
    <Panel id="alarms" title={title} read={read} height="40px" actions={<a href={linkTo('/alarms')}>{t.all}</a>}>
      {(alarms) =>
        alarms.length === 0 ? (
          <p class="quiet">{t.none}</p>
        ) : (
          <ul class="strip">
            {worstFirst(alarms)
              .slice(0, SHOWN)
              .map((alarm) => (
                <li key={alarm.alarm_id}>
                  <Level level={alarm.level} /> {alarmTypeWords(alarm.alarm_type)} ·{' '}
                  <a href={linkTo(`/bots/${encodeURIComponent(alarm.bot_id)}`)}>{alarm.bot_id}</a>{' '}
                  <small class="quiet">{ago(alarm.raised_at)}</small>
                </li>
              ))}
            {alarms.length > SHOWN ? <li class="quiet">{t.more(count(alarms.length - SHOWN))}</li> : null}
          </ul>
        )
      }
    </Panel>
  )
}
