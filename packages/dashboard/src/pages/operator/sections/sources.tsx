import type { NewSource, Source } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRead } from '../../../data/use-read.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Time } from '../../../ui/time.tsx'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { listOrNull } from '../bot-form.ts'
import { Confirm } from '../confirm.tsx'
import { type Form, TextField } from '../field.tsx'
import { OnceShown } from '../once-shown.tsx'
import { OutcomeLine } from '../outcome.tsx'

const texts = words({
  en: {
    title: 'Source tokens',
    none: 'There is no source yet: only the operator can send signals over HTTP.',
    all: 'every bot',
    made: 'made',
    expires: 'expires',
    used: 'used last',
    never: 'never used',
    revoked: 'revoked',
    revoke: 'Revoke',
    confirm: (name: string) => `Revoke the token of ${name}?`,
    revokeWhy: 'At once and on every gateway; it cannot be taken back. What it sent stays.',
    new: 'Make a token',
    name: 'Name of the source',
    bots: 'Bots it may send for',
    botsHint: 'Ids separated by commas; empty = every bot',
    until: 'Expires (your device’s time)',
    untilHint: 'Empty = never',
    make: 'Make it',
    once: 'The token of this source',
  },
  tr: {
    title: 'Kaynak belirteçleri',
    none: 'Henüz kaynak yok: HTTP ile yalnızca işletmen sinyal gönderebilir.',
    all: 'her bot',
    made: 'oluşturuldu',
    expires: 'sona erer',
    used: 'son kullanım',
    never: 'hiç kullanılmadı',
    revoked: 'iptal edildi',
    revoke: 'İptal et',
    confirm: (name: string) => `${name} belirteci iptal edilsin mi?`,
    revokeWhy: 'Hemen ve her ağ geçidinde; geri alınamaz. Gönderdikleri kalır.',
    new: 'Belirteç oluştur',
    name: 'Kaynağın adı',
    bots: 'Gönderebileceği botlar',
    botsHint: 'Virgülle ayrılmış kimlikler; boş = her bot',
    until: 'Sona erme (aygıtınızın saatiyle)',
    untilHint: 'Boş = hiçbir zaman',
    make: 'Oluştur',
    once: 'Bu kaynağın belirteci',
  },
})

/** Who may send signals over HTTP. */
export default function Sources(): JSX.Element {
  const read = useRead(['sources'], (client, signal) => client.listSources({}, { signal }))
  const form = useSignal<Form>({})
  const made = useSignal<NewSource | null>(null)
  const revoking = useSignal<Source | null>(null)
  const { outcome, run } = useAct()
  const t = say(texts)
  const again = (): void => read.peek().again()
  const make = async (): Promise<void> => {
    const { name = '', bots = '', expires_at = '' } = form.peek()
    const answer = await run(`${t.new}: ${name}`, (client) =>
      client.addSource({
        body: {
          name: name.trim(),
          bots: listOrNull(bots),
          ...(expires_at === '' ? {} : { expires_at: new Date(expires_at).toISOString() }),
        },
      }),
    )
    if (answer === null) return
    made.value = answer.data
    form.value = {}
    again()
  }
  const revoke = ({ source_id, name }: Source): void =>
    void run(`${t.revoke}: ${name}`, (client) => client.revokeSource({ source_id })).then(again)
  const about = { form, outcome: outcome.value }
  const now = revoking.value
  return (
    <>
      <Panel id="sources" title={t.title} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
        {(rows) => (
          <ul class="alarm-list one">
            {rows.map((row) => (
              <One
                key={row.source_id}
                of={row}
                revoke={() => {
                  revoking.value = row
                }}
              />
            ))}
          </ul>
        )}
      </Panel>
      <section class="panel" aria-labelledby="source-title">
        <h2 id="source-title">{t.new}</h2>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void make()
          }}
        >
          <div class="form">
            <TextField {...about} name="name" label={t.name} required maxLength={100} />
            <TextField {...about} name="bots" label={t.bots} hint={t.botsHint} />
            <TextField {...about} name="expires_at" label={t.until} hint={t.untilHint} type="datetime-local" />
          </div>
          <p class="actions">
            <button type="submit" class="primary" disabled={outcome.value.state === 'busy'}>
              {t.make}
            </button>
          </p>
        </form>
        <OutcomeLine of={outcome.value} />
        {made.value === null ? null : (
          <OnceShown
            title={`${t.once}: ${made.value.name}`}
            secret={made.value.token}
            done={() => {
              made.value = null
            }}
          />
        )}
      </section>
      {now === null ? null : (
        <Confirm
          title={t.confirm(now.name)}
          does={t.revoke}
          act={() => revoke(now)}
          close={() => {
            revoking.value = null
          }}
        >
          <p>{t.revokeWhy}</p>
        </Confirm>
      )}
    </>
  )
}

const One = ({ of, revoke }: { of: Source; revoke: () => void }): JSX.Element => {
  const t = say(texts)
  return (
    <li class="alarm actions">
      <strong>{of.name}</strong> <code>…{of.token_end}</code>
      <span>{of.bots === null ? t.all : of.bots.join(', ')}</span>
      <span class="quiet">
        {t.made} <Time iso={of.created_at} />
        {of.expires_at === null ? null : (
          <>
            {' · '}
            {t.expires} <Time iso={of.expires_at} />
          </>
        )}
        {' · '}
        {of.last_used_at === null ? (
          t.never
        ) : (
          <>
            {t.used} <Time iso={of.last_used_at} age />
          </>
        )}
      </span>
      <span class="spacer" />
      {of.revoked_at === null ? (
        <button type="button" class="danger" onClick={revoke}>
          {t.revoke}
        </button>
      ) : (
        <span class="badge">
          ✕ {t.revoked} <Time iso={of.revoked_at} />
        </span>
      )}
    </li>
  )
}
