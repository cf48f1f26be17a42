import type { AlarmDetail, AlarmStep } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { alarmTypeWords } from '../../figures/alarm-words.ts'
import { count } from '../../format/number.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { Level } from '../../ui/badge.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { None } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { GuideText } from './guides.tsx'
import { alarmValue, messageWords, thresholdWords } from './values.ts'

const texts = words({
  en: {
    alarm: 'Alarm',
    steps: 'Steps in the ledger',
    time: 'Time',
    step: 'Step',
    value: 'Value',
    threshold: 'Threshold',
    seq: 'Ledger',
    by: 'Who',
    'alarm.raised': 'Raised',
    'alarm.escalated': 'To another level',
    'alarm.cleared': 'Over',
    'alarm.acknowledged': 'Acknowledged',
    'alarm.silenced': 'Silenced',
    recorded: 'As it was recorded:',
    over: 'It is over since',
    stands: 'It stands.',
    judged: (seq: string) => `Decided by the figures of ledger sequence ${seq}.`,
  },
  tr: {
    alarm: 'Alarm',
    steps: 'Defterdeki adımlar',
    time: 'Zaman',
    step: 'Adım',
    value: 'Değer',
    threshold: 'Eşik',
    seq: 'Defter',
    by: 'Kim',
    'alarm.raised': 'Verildi',
    'alarm.escalated': 'Başka seviyeye geçti',
    'alarm.cleared': 'Sona erdi',
    'alarm.acknowledged': 'Onaylandı',
    'alarm.silenced': 'Susturuldu',
    recorded: 'Kaydedildiği gibi:',
    over: 'Sona erdiği an:',
    stands: 'Sürüyor.',
    judged: (seq: string) => `Defterin ${seq} sırasındaki değerlerle karar verildi.`,
  },
})

/** The alarm that the URL names, with every step it took. */
export const AlarmDrawer = (): JSX.Element | null => {
  const id = parameter('alarm')
  return id === null ? null : <Open key={id} id={id} />
}

const Open = ({ id }: { id: string }): JSX.Element => {
  const read = useRead(['alarm', id], (client, signal) => client.getAlarm({ alarm_id: id }, { signal }))
  const t = say(texts)
  return (
    <Drawer title={t.alarm} close={() => setParameters({ alarm: null })}>
      <Panel id="alarm" title={t.steps} read={read}>
        {(alarm) => <Detail alarm={alarm} />}
      </Panel>
    </Drawer>
  )
}

const Detail = ({ alarm }: { alarm: AlarmDetail }): JSX.Element => {
  const t = say(texts)
  return (
    <>
      <p class="alarm-head">
        <Level level={alarm.level} /> <strong>{alarmTypeWords(alarm.alarm_type)}</strong> {alarm.bot_id}
      </p>
      <p>{messageWords(alarm)}</p>
      <p>
        {alarm.cleared_at === null ? (
          t.stands
        ) : (
          <>
            {t.over} <Time iso={alarm.cleared_at} />
          </>
        )}{' '}
        {t.judged(count(alarm.kpi_seq))}
      </p>
      <p class="quiet">
        {t.recorded} <q lang="en">{alarm.message}</q>
      </p>
      <div class="scroll" tabIndex={0} role="group" aria-label={t.steps}>
        <table class="data">
          <caption class="visually-hidden">{t.steps}</caption>
          <thead>
            <tr>
              {[t.time, t.step, t.value, t.threshold, t.seq, t.by].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {alarm.events.map((step) => (
              <Step key={step.ledger_seq} type={alarm.alarm_type} of={step} />
            ))}
          </tbody>
        </table>
      </div>
      <GuideText type={alarm.alarm_type} />
    </>
  )
}

const Step = ({ type, of }: { type: string; of: AlarmStep }): JSX.Element => {
  const t = say(texts)
  return (
    <tr>
      <td>
        <Time iso={of.time} />
      </td>
      <td>
        {t[of.type]} {of.level === null ? null : <Level level={of.level} />}
      </td>
      <td>{of.current_value === null ? <None reason="—" /> : alarmValue(type, of.current_value)}</td>
      <td>{of.threshold_value === null ? <None reason="—" /> : thresholdWords(type, of.threshold_value)}</td>
      <td>{count(of.ledger_seq)}</td>
      <td>{of.by ?? '—'}</td>
    </tr>
  )
}
