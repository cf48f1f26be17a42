import type { Alarm } from '@papertape/client'
import type { JSX } from 'preact'
import { token } from '../../data/client.ts'
import { useRead } from '../../data/use-read.ts'
import { alarmTypeWords, LEVELS } from '../../figures/alarm-words.ts'
import { count } from '../../format/number.ts'
import { scope } from '../../route/scope.ts'
import { linkTo, setParameters } from '../../route/url.ts'
import { Level } from '../../ui/badge.tsx'
import { Icon } from '../../ui/icon.tsx'
import { lazy } from '../../ui/lazy.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { Watch } from './monitoring.tsx'
import { recommendedWords } from './recommended.ts'
import { alarmValue, figureWords, thresholdWords } from './values.ts'

const texts = words({
  en: {
    title: 'Active alarms',
    none: 'No alarm stands: every threshold is kept.',
    now: 'now',
    threshold: 'alarm at',
    since: 'since',
    acknowledged: (by: string) => `Seen by ${by}`,
    unseen: 'Not acknowledged',
    silenced: 'Silenced until',
    steps: 'Steps and meaning',
    group: (level: string, n: string) => `${level} (${n})`,
  },
  tr: {
    title: 'Etkin alarmlar',
    none: 'Etkin alarm yok: tüm eşikler korunuyor.',
    now: 'şimdi',
    threshold: 'alarm eşiği',
    since: 'başlangıç',
    acknowledged: (by: string) => `${by} gördü`,
    unseen: 'Onaylanmadı',
    silenced: 'Şu ana kadar sessiz:',
    steps: 'Adımlar ve anlamı',
    group: (level: string, n: string) => `${level} (${n})`,
  },
})

const AlarmActs = lazy(() => import('../operator/alarm-acts.tsx'))

/** The alarms that stand, the worst first. */
export const ActiveAlarms = (): JSX.Element => {
  const t = say(texts)
  return (
    <LiveOnly id="active" title={t.title}>
      <Active />
    </LiveOnly>
  )
}

const Active = (): JSX.Element => {
  const query = scope.value
  const read = useRead(['alarms-active', query], (client, signal) => client.listActiveAlarms(query, { signal }), {
    refreshMs: 2000,
  })
  const t = say(texts)
  return (
    <Panel id="active" title={t.title} read={read} height="10rem">
      {(data) => {
        const alarms: readonly Alarm[] = Array.isArray(data) ? data : Object.values(data).flat()
        return (
          <>
            <Watch of={read.value.meta['monitoring']} />
            {alarms.length === 0 ? (
              <p class="empty">
                <span aria-hidden="true">✓ </span>
                {t.none}
              </p>
            ) : null}
            {LEVELS.map((level) => (
              <Group key={level} level={level} alarms={alarms.filter((alarm) => alarm.level === level)} />
            ))}
          </>
        )
      }}
    </Panel>
  )
}

const Group = ({ level, alarms }: { level: string; alarms: readonly Alarm[] }): JSX.Element | null =>
  alarms.length === 0 ? null : (
    <>
      <h3 class="alarm-group">
        <Level level={level} /> {count(alarms.length)}
      </h3>
      <ul class="alarm-list">
        {alarms.map((alarm) => (
          <One key={alarm.alarm_id} alarm={alarm} />
        ))}
      </ul>
    </>
  )

const One = ({ alarm }: { alarm: Alarm }): JSX.Element => {
  const t = say(texts)
  const { alarm_type: type } = alarm
  const advice = recommendedWords(alarm.recommended_action)
  return (
    <li class={`alarm edge-${alarm.level}`}>
      <p class="alarm-head">
        <Level level={alarm.level} /> <strong>{alarmTypeWords(type)}</strong>
        <a href={linkTo(`/bots/${encodeURIComponent(alarm.bot_id)}`)}>{alarm.bot_id}</a>
        <span class="spacer" />
        <span class="quiet">
          {t.since} <Time iso={alarm.raised_at} age />
        </span>
      </p>
      <p>
        {figureWords(type)} {t.now} <strong>{alarmValue(type, alarm.current_value)}</strong>, {t.threshold}{' '}
        {thresholdWords(type, alarm.threshold_value)}
      </p>
      <p lang={advice.lang}>
        <span aria-hidden="true">→ </span>
        {advice.text}
      </p>
      <p class="alarm-foot">
        <span class="badge">
          <span aria-hidden="true">{alarm.acknowledged_at === null ? '○' : '✓'}</span>{' '}
          {alarm.acknowledged_at === null ? t.unseen : t.acknowledged(alarm.acknowledged_by ?? '?')}
        </span>
        {alarm.silenced_until === null ? null : (
          <span class="badge">
            <Icon name="muted" /> {t.silenced} <Time iso={alarm.silenced_until} />
          </span>
        )}
        <button type="button" onClick={() => setParameters({ alarm: alarm.alarm_id })}>
          {t.steps}
        </button>
      </p>
      {token.value === null ? null : <AlarmActs alarm={alarm} />}
    </li>
  )
}
