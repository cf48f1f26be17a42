import type { AlarmType, Silence } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRead } from '../../../data/use-read.ts'
import { alarmTypeWords } from '../../../figures/alarm-words.ts'
import { linkTo } from '../../../route/url.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Time } from '../../../ui/time.tsx'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { ChoiceField, type Form, TextField } from '../field.tsx'
import { OutcomeLine } from '../outcome.tsx'
import { TYPES } from '../threshold-form.ts'

const texts = words({
  en: {
    silences: 'Silences that hold now',
    none: 'Nothing is silenced: channels are told of every alarm that passes their filter.',
    acknowledge: 'Acknowledge and silence single alarms on the alarms page',
    every: 'every alarm',
    until: 'until',
    by: (who: string) => `by ${who}`,
    end: 'End it',
    ended: 'Silence ended',
    new: 'Silence alarms of a bot',
    bot: 'Bot id',
    type: 'Alarm',
    untilField: 'Until (your device’s time)',
    who: 'Who',
    why: 'Why',
    silence: 'Silence',
    tell: 'They are raised and recorded all the same; only nobody is told.',
  },
  tr: {
    silences: 'Şu an geçerli sessizlikler',
    none: 'Hiçbir şey susturulmadı: kanallar süzgeçlerinden geçen her alarmı alır.',
    acknowledge: 'Tek tek alarmları alarmlar sayfasında onaylayın ve susturun',
    every: 'her alarm',
    until: 'şu ana kadar:',
    by: (who: string) => `${who} tarafından`,
    end: 'Bitir',
    ended: 'Sessizlik bitirildi',
    new: 'Bir botun alarmlarını sustur',
    bot: 'Bot kimliği',
    type: 'Alarm',
    untilField: 'Ne zamana kadar (aygıtınızın saatiyle)',
    who: 'Kim',
    why: 'Neden',
    silence: 'Sustur',
    tell: 'Yine de verilir ve kaydedilir; yalnızca kimseye bildirilmez.',
  },
})

/** Silences: which hold, and new ones. */
export default function Alarms(): JSX.Element {
  const read = useRead(['silences'], (client, signal) => client.listSilences({}, { signal }))
  const { outcome, run } = useAct()
  const form = useSignal<Form>({})
  const t = say(texts)
  const again = (): void => read.peek().again()
  const end = ({ bot_id, alarm_type }: Silence): void =>
    void run(`${t.ended}: ${bot_id}`, (client) =>
      client.silenceAlarms({ body: { bot_id, alarm_type, until: null } }),
    ).then(again)
  const silence = async (): Promise<void> => {
    const { bot_id = '', type = '', until = '', by = '', reason = '' } = form.peek()
    const alarm_type: AlarmType | null = TYPES.find((one) => one === type) ?? null
    await run(`${t.silence}: ${bot_id}`, (client) =>
      client.silenceAlarms({
        body: {
          bot_id: bot_id.trim(),
          alarm_type,
          until: new Date(until).toISOString(),
          ...(by.trim() === '' ? {} : { by: by.trim() }),
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      }),
    )
    again()
  }
  const about = { form, outcome: outcome.value }
  return (
    <>
      <p>
        <a href={linkTo('/alarms')}>{t.acknowledge}</a>
      </p>
      <Panel id="silences" title={t.silences} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
        {(rows) => (
          <ul class="alarm-list one">
            {rows.map((row) => (
              <li key={`${row.bot_id}${row.alarm_type}`} class="alarm actions">
                <strong>{row.bot_id}</strong> {row.alarm_type === null ? t.every : alarmTypeWords(row.alarm_type)}{' '}
                {t.until} <Time iso={row.silenced_until} /> {t.by(row.silenced_by)}
                {row.silenced_reason === null ? '' : `: ${row.silenced_reason}`}
                <span class="spacer" />
                <button type="button" onClick={() => end(row)}>
                  {t.end}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <section class="panel" aria-labelledby="silence-title">
        <h2 id="silence-title">{t.new}</h2>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void silence()
          }}
        >
          <p class="quiet">{t.tell}</p>
          <div class="form">
            <TextField {...about} name="bot_id" label={t.bot} required />
            <ChoiceField
              {...about}
              name="type"
              label={t.type}
              options={[['', t.every], ...TYPES.map((type): [string, string] => [type, alarmTypeWords(type)])]}
            />
            <TextField {...about} name="until" label={t.untilField} type="datetime-local" required />
            <TextField {...about} name="by" label={t.who} hint="operator" maxLength={200} />
            <TextField {...about} name="reason" label={t.why} maxLength={500} />
          </div>
          <p class="actions">
            <button type="submit" class="primary" disabled={outcome.value.state === 'busy'}>
              {t.silence}
            </button>
          </p>
        </form>
        <OutcomeLine of={outcome.value} />
      </section>
    </>
  )
}
