import type { Bot } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { BotFields } from '../bot-fields.tsx'
import { formOf, patchOf } from '../bot-form.ts'
import { Confirm } from '../confirm.tsx'
import type { Form } from '../field.tsx'
import { OutcomeLine } from '../outcome.tsx'
import { Preview } from '../preview.tsx'

const texts = words({
  en: {
    does: 'Change it',
    preview: 'Preview',
    confirm: (name: string) => `Change the settings of ${name}?`,
    past: 'A change of the policy or the size begins a new segment. What was traded before stays as it was traded.',
    what: 'Configured',
  },
  tr: {
    does: 'Değiştir',
    preview: 'Önizle',
    confirm: (name: string) => `${name} ayarları değiştirilsin mi?`,
    past: 'Politika veya tutar değişikliği yeni bir bölüm başlatır. Önceki işlemler olduğu gibi kalır.',
    what: 'Yapılandırıldı',
  },
})

/** Changes settings of a bot: what it comes to is shown before it is sent. */
export const Configure = ({ bot, again }: { bot: Bot; again: () => void }): JSX.Element => {
  const form = useSignal<Form>(formOf(bot))
  const previewing = useSignal(false)
  const { outcome, run } = useAct()
  const t = say(texts)
  const send = async (): Promise<void> => {
    const body = patchOf(form.peek(), bot)
    const answer = await run(`${t.what}: ${bot.bot_id}`, (client) => client.configureBot({ bot_id: bot.bot_id, body }))
    if (answer !== null) again()
  }
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          previewing.value = true
        }}
      >
        <BotFields form={form} outcome={outcome.value} />
        <p class="quiet">{t.past}</p>
        <p class="actions">
          <button type="submit" class="primary" disabled={outcome.value.state === 'busy'}>
            {t.preview}
          </button>
        </p>
      </form>
      <OutcomeLine of={outcome.value} />
      {previewing.value ? (
        <Confirm
          title={t.confirm(bot.name)}
          does={t.does}
          danger={false}
          act={() => void send()}
          close={() => {
            previewing.value = false
          }}
        >
          <Preview form={form.value} bot={bot} />
        </Confirm>
      ) : null}
    </>
  )
}
