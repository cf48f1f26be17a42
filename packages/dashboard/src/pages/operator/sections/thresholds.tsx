import type { AlarmThresholds } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRead } from '../../../data/use-read.ts'
import { scope } from '../../../route/scope.ts'
import { Panel } from '../../../ui/panel.tsx'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { Confirm } from '../confirm.tsx'
import { type Form, TextField } from '../field.tsx'
import { OutcomeLine } from '../outcome.tsx'
import { thresholdForm, thresholdsOf } from '../threshold-form.ts'
import { Simulation } from './simulation.tsx'
import { ThresholdFields } from './threshold-table.tsx'

const texts = words({
  en: {
    all: 'Thresholds of all bots',
    one: (bot: string) => `Thresholds of ${bot}`,
    choose: 'These hold for every bot. Choose a bot above to set its own over them.',
    save: 'Set them',
    confirm: (title: string) => `Set the ${title}?`,
    why: 'They count from their place in the ledger on, and are sent whole: what is left empty goes back to what stands below.',
    who: 'Who',
    reason: 'Why',
  },
  tr: {
    all: 'Tüm botların eşikleri',
    one: (bot: string) => `${bot} eşikleri`,
    choose: 'Bunlar her bot için geçerlidir. Bir botun kendi eşikleri için yukarıdan bot seçin.',
    save: 'Belirle',
    confirm: (title: string) => `${title} belirlensin mi?`,
    why: 'Defterdeki yerlerinden itibaren geçerlidir ve bütün olarak gönderilir: boş bırakılan alttaki değere döner.',
    who: 'Kim',
    reason: 'Neden',
  },
})

/** Sets from where on alarms are raised, after a look at what that would have raised. */
export default function Thresholds(): JSX.Element {
  const bot = scope.value.bot_id
  const t = say(texts)
  const title = bot === undefined ? t.all : t.one(bot)
  const read = useRead(
    ['operator-thresholds', bot],
    (client, signal) => client.getAlarmThresholds(bot === undefined ? {} : { bot_id: bot }, { signal }),
    // What somebody is filling in must not move.
    { refreshMs: null },
  )
  return (
    <Panel id="operator-thresholds" title={title} read={read}>
      {(held) => <Editor key={bot ?? ''} held={held} bot={bot} title={title} again={read.value.again} />}
    </Panel>
  )
}

type EditorProps = { held: AlarmThresholds; bot: string | undefined; title: string; again: () => void }

const Editor = ({ held, bot, title, again }: EditorProps): JSX.Element => {
  const form = useSignal<Form>(thresholdForm(held.own))
  const signed = useSignal<Form>({})
  const asking = useSignal(false)
  const { outcome, run } = useAct()
  const t = say(texts)
  const save = async (): Promise<void> => {
    const { by = '', reason = '' } = signed.peek()
    const answer = await run(title, (client) =>
      client.setAlarmThresholds({
        ...(bot === undefined ? {} : { bot_id: bot }),
        body: {
          thresholds: thresholdsOf(form.peek()),
          ...(by.trim() === '' ? {} : { by: by.trim() }),
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      }),
    )
    if (answer !== null) again()
  }
  return (
    <>
      {bot === undefined ? <p class="quiet">{t.choose}</p> : null}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          asking.value = true
        }}
      >
        <ThresholdFields form={form} held={held} outcome={outcome.value} />
        <p class="actions">
          <button type="submit" class="primary" disabled={outcome.value.state === 'busy'}>
            {t.save}
          </button>
        </p>
      </form>
      <OutcomeLine of={outcome.value} />
      <Simulation bot={bot} thresholds={() => thresholdsOf(form.peek())} />
      {asking.value ? (
        <Confirm
          title={t.confirm(title)}
          does={t.save}
          danger={false}
          act={() => void save()}
          close={() => {
            asking.value = false
          }}
        >
          <p>{t.why}</p>
          <div class="form">
            <TextField form={signed} name="by" label={t.who} hint="operator" maxLength={200} outcome={outcome.value} />
            <TextField form={signed} name="reason" label={t.reason} maxLength={500} outcome={outcome.value} />
          </div>
        </Confirm>
      ) : null}
    </>
  )
}
