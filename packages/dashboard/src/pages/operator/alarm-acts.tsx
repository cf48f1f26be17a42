import type { Alarm } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { alarmTypeWords } from '../../figures/alarm-words.ts'
import { say, words } from '../../words/words.ts'
import { useAct } from './act.ts'
import { Confirm } from './confirm.tsx'
import { type Form, TextField } from './field.tsx'
import { OutcomeLine } from './outcome.tsx'

const texts = words({
  en: {
    acknowledge: 'Acknowledge',
    silence: 'Silence',
    unsilence: 'End the silence',
    who: 'Who',
    why: 'Why',
    until: 'Until (your device’s time)',
    tell: 'Nobody is told of this bot’s alarms of this kind until then. They are raised and recorded all the same.',
    seen: 'Says that somebody has seen it. It stands as before; a worse level asks for somebody again.',
  },
  tr: {
    acknowledge: 'Onayla',
    silence: 'Sustur',
    unsilence: 'Sessizliği bitir',
    who: 'Kim',
    why: 'Neden',
    until: 'Ne zamana kadar (aygıtınızın saatiyle)',
    tell: 'O zamana kadar bu botun bu türden alarmları kimseye bildirilmez. Yine de verilir ve kaydedilir.',
    seen: 'Birinin gördüğünü söyler. Alarm sürer; daha kötü bir seviye yeniden birini ister.',
  },
})

/** An hour from now, as `datetime-local` writes it. */
const inAnHour = (): string => {
  const time = new Date(Date.now() + 3_600_000)
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const signed = ({ by = '', reason = '' }: Form) => ({
  ...(by === '' ? {} : { by }),
  ...(reason === '' ? {} : { reason }),
})

/** What the operator does about one alarm. */
export default function AlarmActs({ alarm }: { alarm: Alarm }): JSX.Element {
  const { outcome, run } = useAct()
  const asking = useSignal<'acknowledge' | 'silence' | null>(null)
  const form = useSignal<Form>({})
  const t = say(texts)
  const ask = (what: 'acknowledge' | 'silence'): void => {
    form.value = { until: inAnHour() }
    asking.value = what
  }
  const { alarm_id, bot_id, alarm_type } = alarm
  const name = `${alarmTypeWords(alarm_type)}, ${bot_id}`
  const silence = (until: string | null): void =>
    void run(`${until === null ? t.unsilence : t.silence}: ${name}`, (client) =>
      client.silenceAlarms({ body: { bot_id, alarm_type, until, ...signed(form.peek()) } }),
    )
  const act = (what: 'acknowledge' | 'silence'): void => {
    if (what === 'silence') {
      silence(new Date(form.peek()['until'] ?? '').toISOString())
      return
    }
    void run(`${t.acknowledge}: ${name}`, (client) => client.acknowledgeAlarm({ alarm_id, body: signed(form.peek()) }))
  }
  const busy = outcome.value.state === 'busy'
  const now = asking.value
  return (
    <div class="acts">
      <p class="actions">
        {alarm.acknowledged_at === null ? (
          <button type="button" disabled={busy} onClick={() => ask('acknowledge')}>
            {t.acknowledge}
          </button>
        ) : null}
        {alarm.silenced_until === null ? (
          <button type="button" disabled={busy} onClick={() => ask('silence')}>
            {t.silence}
          </button>
        ) : (
          <button type="button" disabled={busy} onClick={() => silence(null)}>
            {t.unsilence}
          </button>
        )}
      </p>
      <OutcomeLine of={outcome.value} />
      {now === null ? null : (
        <Confirm
          title={`${t[now]}: ${name}`}
          does={t[now]}
          danger={false}
          act={() => act(now)}
          close={() => {
            asking.value = null
          }}
        >
          <p>{now === 'silence' ? t.tell : t.seen}</p>
          <div class="form">
            {now === 'silence' ? (
              <TextField
                form={form}
                name="until"
                label={t.until}
                type="datetime-local"
                required
                outcome={outcome.value}
              />
            ) : null}
            <TextField form={form} name="by" label={t.who} hint="operator" maxLength={200} outcome={outcome.value} />
            <TextField form={form} name="reason" label={t.why} maxLength={500} outcome={outcome.value} />
          </div>
        </Confirm>
      )}
    </div>
  )
}
