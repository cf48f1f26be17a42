import type { Bot } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { linkToBot } from '../../../route/url.ts'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { BotFields } from '../bot-fields.tsx'
import { NEW_BOT, registrationOf } from '../bot-form.ts'
import { Confirm } from '../confirm.tsx'
import { CheckField, ChoiceField, type Form, TextField } from '../field.tsx'
import { OutcomeLine } from '../outcome.tsx'
import { Preview } from '../preview.tsx'

const texts = words({
  en: {
    title: 'Register a bot',
    fixed: 'Fixed for ever',
    fixedWhy: 'What is written here can never be changed; a mistake is a new bot.',
    id: 'Bot id',
    idHint: '1 to 64 characters of A–Z a–z 0–9 _ -; signals are sent to signals.<id>',
    kind: 'Kind',
    live: 'Live',
    demo: 'Demo: invented signals on recorded prices',
    replay: 'Replay of recorded signals',
    public: 'Public: everybody may see it',
    capital: 'Starting capital, quote units',
    capitalHint: 'A decimal above 0; there are no deposits',
    preview: 'Preview',
    does: 'Register it',
    confirm: (id: string) => `Register ${id}?`,
    show: 'Show the bot',
  },
  tr: {
    title: 'Bot kaydet',
    fixed: 'Sonsuza dek sabit',
    fixedWhy: 'Buraya yazılan asla değiştirilemez; bir hata yeni bir bot demektir.',
    id: 'Bot kimliği',
    idHint: 'A–Z a–z 0–9 _ - karakterlerinden 1 ile 64 arası; sinyaller signals.<kimlik> konusuna gönderilir',
    kind: 'Tür',
    live: 'Canlı',
    demo: 'Demo: kaydedilmiş fiyatlarda uydurma sinyaller',
    replay: 'Kaydedilmiş sinyallerin tekrarı',
    public: 'Herkese açık: herkes görebilir',
    capital: 'Başlangıç sermayesi, karşıt para birimi',
    capitalHint: '0’dan büyük bir ondalık; para yatırma yoktur',
    preview: 'Önizle',
    does: 'Kaydet',
    confirm: (id: string) => `${id} kaydedilsin mi?`,
    show: 'Botu göster',
  },
})

/** Makes a bot: all it will ever be fixed to, and how it begins. */
export default function Register(): JSX.Element {
  const form = useSignal<Form>(NEW_BOT)
  const previewing = useSignal(false)
  const made = useSignal<Pick<Bot, 'bot_id' | 'mode'> | null>(null)
  const { outcome, run } = useAct()
  const t = say(texts)
  const id = (form.value['bot_id'] ?? '').trim()
  const send = async (): Promise<void> => {
    const answer = await run(`${t.title}: ${id}`, (client) => client.registerBot({ body: registrationOf(form.peek()) }))
    if (answer === null) return
    made.value = answer.data
    form.value = NEW_BOT
  }
  const about = { form, outcome: outcome.value }
  return (
    <section class="panel" aria-labelledby="register-title">
      <h2 id="register-title">{t.title}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          previewing.value = true
        }}
      >
        <fieldset>
          <legend>{t.fixed}</legend>
          <p class="quiet">{t.fixedWhy}</p>
          <div class="form">
            <TextField {...about} name="bot_id" label={t.id} hint={t.idHint} pattern="[A-Za-z0-9_\-]{1,64}" required />
            <ChoiceField
              {...about}
              name="mode"
              label={t.kind}
              options={[
                ['live', t.live],
                ['demo', t.demo],
                ['replay', t.replay],
              ]}
            />
            <TextField {...about} name="initial_capital" label={t.capital} hint={t.capitalHint} decimal required />
            <CheckField {...about} name="public" label={t.public} />
          </div>
        </fieldset>
        <BotFields {...about} />
        <p class="actions">
          <button type="submit" class="primary" disabled={outcome.value.state === 'busy'}>
            {t.preview}
          </button>
        </p>
      </form>
      <OutcomeLine of={outcome.value} />
      {made.value === null ? null : <a href={linkToBot(made.value)}>{t.show}</a>}
      {previewing.value ? (
        <Confirm
          title={t.confirm(id)}
          does={t.does}
          danger={false}
          act={() => void send()}
          close={() => {
            previewing.value = false
          }}
        >
          <Preview form={form.value} bot={null} />
        </Confirm>
      ) : null}
    </section>
  )
}
