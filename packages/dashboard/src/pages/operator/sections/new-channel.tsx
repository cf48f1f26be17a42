import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { levelWord } from '../../../ui/badge.tsx'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { CHANNEL_FIELDS, type ChannelKind, channelOf, KINDS, SECRET_FIELDS } from '../channel-form.ts'
import { CheckField, ChoiceField, type Form, TextField, WHOLE } from '../field.tsx'
import { OutcomeLine } from '../outcome.tsx'
import { MILDEST_FIRST } from '../threshold-form.ts'

const texts = words({
  en: {
    title: 'Add a channel',
    kind: 'Kind',
    name: 'Name',
    add: 'Add it',
    level: 'Told of alarms from',
    bots: 'Bots',
    botsHint: 'Ids separated by commas; empty = every bot',
    cleared: 'Tell when an alarm is over',
    optional: 'May be left empty',
    secretsHint: 'whsec_ and 24 to 64 bytes in base64, as Standard Webhooks has it',
    url: 'Address',
    secrets: 'Secret that signs (several separated by commas)',
    host: 'Mail server',
    port: 'Port',
    security: 'Security',
    username: 'User name',
    password: 'Password',
    from: 'From',
    to: 'To, one address',
    token: 'Token of the Telegram bot',
    chat_id: 'Chat id',
    bearer_token: 'Bearer token',
  },
  tr: {
    title: 'Kanal ekle',
    kind: 'Tür',
    name: 'Ad',
    add: 'Ekle',
    level: 'En az bu seviyedeki alarmlar',
    bots: 'Botlar',
    botsHint: 'Virgülle ayrılmış kimlikler; boş = her bot',
    cleared: 'Alarm bitince bildir',
    optional: 'Boş bırakılabilir',
    secretsHint: 'whsec_ ve base64 ile 24–64 bayt, Standard Webhooks’taki gibi',
    url: 'Adres',
    secrets: 'İmzalayan sır (birden çoksa virgülle)',
    host: 'Posta sunucusu',
    port: 'Kapı',
    security: 'Güvenlik',
    username: 'Kullanıcı adı',
    password: 'Parola',
    from: 'Gönderen',
    to: 'Alıcı, tek adres',
    token: 'Telegram botunun belirteci',
    chat_id: 'Sohbet kimliği',
    bearer_token: 'Bearer belirteci',
  },
})

const EMPTY: Form = {
  kind: 'webhook',
  'filter.min_level': 'WARNING',
  'filter.cleared': 'yes',
  'config.security': 'tls',
}

/** Adds somebody who is told of alarms from now on. */
export const NewChannel = ({ again }: { again: () => void }): JSX.Element => {
  const form = useSignal<Form>(EMPTY)
  const { outcome, run } = useAct()
  const t = say(texts)
  const add = async (): Promise<void> => {
    const body = channelOf(form.peek())
    const answer = await run(`${t.title}: ${body.name}`, (client) => client.addChannel({ body }))
    if (answer === null) return
    form.value = EMPTY
    again()
  }
  const about = { form, outcome: outcome.value }
  const kind: ChannelKind = KINDS.find((one) => one === form.value['kind']) ?? 'webhook'
  return (
    <section class="panel" aria-labelledby="channel-title">
      <h2 id="channel-title">{t.title}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <div class="form">
          <ChoiceField {...about} name="kind" label={t.kind} options={KINDS.map((one) => [one, one])} />
          <TextField {...about} name="name" label={t.name} required maxLength={100} />
          {CHANNEL_FIELDS[kind].map((field) => (
            <ConfigField key={`${kind}${field}`} {...about} field={field} />
          ))}
          <ChoiceField
            {...about}
            name="filter.min_level"
            label={t.level}
            options={MILDEST_FIRST.map((level): [string, string] => [level, levelWord(level)])}
          />
          <TextField {...about} name="filter.bots" label={t.bots} hint={t.botsHint} />
          <CheckField {...about} name="filter.cleared" label={t.cleared} />
        </div>
        <p class="actions">
          <button type="submit" class="primary" disabled={outcome.value.state === 'busy'}>
            {t.add}
          </button>
        </p>
      </form>
      <OutcomeLine of={outcome.value} />
    </section>
  )
}

type ConfigFieldProps = Omit<Parameters<typeof TextField>[0], 'name' | 'label'> & { field: string }

const ConfigField = ({ field, ...about }: ConfigFieldProps): JSX.Element => {
  const t = say(texts)
  const isRequired = field.endsWith('*')
  const name = field.replace('*', '')
  const label = (t as Readonly<Record<string, string | undefined>>)[name] ?? name
  if (name === 'security') {
    return (
      <ChoiceField
        {...about}
        name="config.security"
        label={label}
        options={[
          ['tls', 'TLS'],
          ['starttls', 'STARTTLS'],
          ['none', '—'],
        ]}
      />
    )
  }
  return (
    <TextField
      {...about}
      name={`config.${name}`}
      label={label}
      required={isRequired}
      type={SECRET_FIELDS.has(name) ? 'password' : 'text'}
      {...(name === 'port' ? { pattern: WHOLE } : {})}
      {...(isRequired ? {} : { hint: t.optional })}
      {...(name === 'secrets' ? { hint: t.secretsHint } : {})}
    />
  )
}
