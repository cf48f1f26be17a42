import type { NewShare } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useAct } from '../pages/operator/act.ts'
import { CheckField, type Form, TextField } from '../pages/operator/field.tsx'
import { OnceShown } from '../pages/operator/once-shown.tsx'
import { OutcomeLine } from '../pages/operator/outcome.tsx'
import type { Place } from '../route/url.ts'
import { say, words } from '../words/words.ts'
import { pathBelow } from './view-link.ts'

const texts = words({
  en: {
    title: 'A link under a name',
    about: 'Its address says nothing of what it shows, no search engine keeps it, and it can be ended at any time.',
    name: 'Title',
    nameHint: 'Shown to those who get the link',
    until: 'Expires (your device’s time)',
    untilHint: 'Empty = never',
    frozen: 'Frozen as things stand now',
    make: 'Make the link',
    once: 'The link',
  },
  tr: {
    title: 'Adlandırılmış bağlantı',
    about: 'Adresi neyi gösterdiğini söylemez, arama motorları onu saklamaz ve her an sonlandırılabilir.',
    name: 'Başlık',
    nameHint: 'Bağlantıyı alanlara gösterilir',
    until: 'Sona erme (aygıtınızın saatiyle)',
    untilHint: 'Boş = hiçbir zaman',
    frozen: 'Şu anki haliyle dondurulmuş',
    make: 'Bağlantıyı oluştur',
    once: 'Bağlantı',
  },
})

const EMPTY: Form = { frozen: 'yes' }

/** Makes a link with a token of its own. The token is in one answer alone, and shown once. */
export const MakeShare = ({ live, frozen }: { live: Place; frozen: Place | null }): JSX.Element => {
  const form = useSignal<Form>(EMPTY)
  const made = useSignal<NewShare | null>(null)
  const { outcome, run } = useAct()
  const t = say(texts)
  const make = async (): Promise<void> => {
    const { title = '', expires_at = '', frozen: still = '' } = form.peek()
    const isFrozen = still === 'yes' && frozen !== null
    const answer = await run(t.make, (client) =>
      client.addShare({
        body: {
          path: pathBelow(isFrozen ? frozen : live),
          frozen: isFrozen,
          ...(title.trim() === '' ? {} : { title: title.trim() }),
          ...(expires_at === '' ? {} : { expires_at: new Date(expires_at).toISOString() }),
        },
      }),
    )
    if (answer === null) return
    made.value = answer.data
    form.value = EMPTY
  }
  const about = { form, outcome: outcome.value }
  return (
    <section aria-label={t.title}>
      <h2>{t.title}</h2>
      <p class="note">{t.about}</p>
      {made.value === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void make()
          }}
        >
          <TextField {...about} name="title" label={t.name} hint={t.nameHint} maxLength={100} />
          <TextField {...about} name="expires_at" label={t.until} hint={t.untilHint} type="datetime-local" />
          <CheckField {...about} name="frozen" label={t.frozen} />
          <p class="actions">
            <button type="submit" class="primary" disabled={outcome.value.state === 'busy'}>
              {t.make}
            </button>
          </p>
        </form>
      ) : (
        <OnceShown
          title={t.once}
          secret={new URL(made.value.url, location.origin).href}
          done={() => {
            made.value = null
          }}
        />
      )}
      {made.value === null ? <OutcomeLine of={outcome.value} /> : null}
    </section>
  )
}
