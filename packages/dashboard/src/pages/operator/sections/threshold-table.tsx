import type { AlarmThresholds, AlarmType } from '@papertape/client'
import type { Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { alarmTypeWords } from '../../../figures/alarm-words.ts'
import { levelWord } from '../../../ui/badge.tsx'
import { say, words } from '../../../words/words.ts'
import { figureWords } from '../../alarms/values.ts'
import { faultsAt, type Outcome } from '../act.ts'
import { DECIMAL, type Form, SIGNED_DECIMAL } from '../field.tsx'
import { levelName, MILDEST_FIRST, TIMES, TYPES, timeName } from '../threshold-form.ts'

const texts = words({
  en: {
    caption: 'Thresholds; what is left empty keeps what stands below, which is shown in grey',
    alarm: 'Alarm',
    recovery_margin_pct: 'Margin %',
    dwell_seconds: 'Dwell, s',
    cooldown_seconds: 'Cooldown, s',
    at_least: 'at or above',
    above: 'above',
    below: 'below',
  },
  tr: {
    caption: 'Eşikler; boş bırakılan alttaki değeri korur, o da gri gösterilir',
    alarm: 'Alarm',
    recovery_margin_pct: 'Pay %',
    dwell_seconds: 'Bekleme, sn',
    cooldown_seconds: 'Ara, sn',
    at_least: 'eşit veya üstü',
    above: 'üstü',
    below: 'altı',
  },
})

type ThresholdTableProps = { form: Signal<Form>; held: AlarmThresholds; outcome: Outcome }

/** A field for each level and time of each alarm. */
export const ThresholdFields = ({ form, held, outcome }: ThresholdTableProps): JSX.Element => {
  const t = say(texts)
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t.caption}>
      <table class="data thresholds">
        <caption>{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.alarm}</th>
            {MILDEST_FIRST.map((level) => (
              <th key={level} scope="col">
                {levelWord(level)}
              </th>
            ))}
            {TIMES.map((time) => (
              <th key={time} scope="col">
                {t[time]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TYPES.map((type) => (
            <tr key={type}>
              <th scope="row">
                {alarmTypeWords(type)}
                <small class="quiet"> {sense(type, held)}</small>
              </th>
              {MILDEST_FIRST.map((level) => (
                <Cell
                  key={level}
                  form={form}
                  outcome={outcome}
                  name={levelName(type, level)}
                  label={`${alarmTypeWords(type)}, ${levelWord(level)}`}
                  below={held.thresholds[type].levels[level]}
                  signed
                />
              ))}
              {TIMES.map((time) => (
                <Cell
                  key={time}
                  form={form}
                  outcome={outcome}
                  name={timeName(type, time)}
                  label={`${alarmTypeWords(type)}, ${t[time]}`}
                  below={held.thresholds[type][time]}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const sense = (type: AlarmType, held: AlarmThresholds): string => {
  const rule = held.rules.find(({ alarm_type }) => alarm_type === type)
  return rule === undefined
    ? ''
    : `${figureWords(type)}, ${say(texts)[rule.direction]}${rule.unit.startsWith('%') ? ' %' : ''}`
}

type CellProps = {
  form: Signal<Form>
  outcome: Outcome
  name: string
  label: string
  below: number | undefined
  signed?: boolean
}

const Cell = ({ form, outcome, name, label, below, signed = false }: CellProps): JSX.Element => {
  const faults = faultsAt(outcome, `/${name.replaceAll('.', '/')}`)
  return (
    <td>
      <input
        type="text"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={faults.length > 0}
        autocomplete="off"
        pattern={signed ? SIGNED_DECIMAL : DECIMAL}
        placeholder={below === undefined ? '' : String(below)}
        value={form.value[name] ?? ''}
        onInput={({ currentTarget }) => {
          form.value = { ...form.peek(), [name]: currentTarget.value }
        }}
      />
      {faults.map((fault) => (
        <p key={fault} class="field-error">
          ⚠ {fault}
        </p>
      ))}
    </td>
  )
}
