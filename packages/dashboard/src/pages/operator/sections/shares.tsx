import type { NewShare, Share } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRead } from '../../../data/use-read.ts'
import { count } from '../../../format/number.ts'
import { parameter } from '../../../route/url.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Time } from '../../../ui/time.tsx'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { Confirm } from '../confirm.tsx'
import { CheckField, type Form, TextField } from '../field.tsx'
import { OnceShown } from '../once-shown.tsx'
import { OutcomeLine } from '../outcome.tsx'

const texts = words({
  en: {
    title: 'Share links',
    none: 'Nothing is shared yet.',
    live: 'live',
    frozen: (seq: string) => `frozen at ledger ${seq}`,
    made: 'made',
    expires: 'expires',
    expired: 'expired',
    revoked: 'revoked',
    revoke: 'Revoke',
    confirm: (name: string) => `Revoke the link to ${name}?`,
    why: 'Whoever has the link sees nothing any more. This cannot be taken back.',
    new: 'Make a link',
    newWhy:
      'Whoever has the link sees what is public of that page, without an account. Search engines are told to leave it out.',
    path: 'Page with its query',
    pathHint: 'Below /bot-performance, such as /performance?bot_id=momentum-btc; copy it from the address of the page',
    name: 'Title',
    nameHint: 'May be left empty',
    freeze: 'Its figures stand still as they are now',
    until: 'Expires (your device’s time)',
    untilHint: 'Empty = never',
    make: 'Make it',
    once: 'The link',
  },
  tr: {
    title: 'Paylaşım bağlantıları',
    none: 'Henüz hiçbir şey paylaşılmadı.',
    live: 'canlı',
    frozen: (seq: string) => `defterin ${seq} sırasında dondurulmuş`,
    made: 'oluşturuldu',
    expires: 'sona erer',
    expired: 'süresi doldu',
    revoked: 'iptal edildi',
    revoke: 'İptal et',
    confirm: (name: string) => `${name} bağlantısı iptal edilsin mi?`,
    why: 'Bağlantıya sahip olan artık hiçbir şey göremez. Geri alınamaz.',
    new: 'Bağlantı oluştur',
    newWhy:
      'Bağlantıya sahip olan, o sayfanın herkese açık olanını hesap olmadan görür. Arama motorlarına dışarıda bırakmaları söylenir.',
    path: 'Sorgusuyla birlikte sayfa',
    pathHint: '/bot-performance altında, örneğin /performance?bot_id=momentum-btc; sayfanın adresinden kopyalayın',
    name: 'Başlık',
    nameHint: 'Boş bırakılabilir',
    freeze: 'Değerleri şimdiki gibi kalsın',
    until: 'Sona erme (aygıtınızın saatiyle)',
    untilHint: 'Boş = hiçbir zaman',
    make: 'Oluştur',
    once: 'Bağlantı',
  },
})

/** A form for the page that the URL asks to be shared, or for none yet. */
const emptyForm = (): Form => ({ path: parameter('share') ?? '/', frozen: 'yes' })

/** Links by which others see a page, frozen or live. */
export default function Shares(): JSX.Element {
  const read = useRead(['shares'], (client, signal) => client.listShares({}, { signal }))
  const revoking = useSignal<Share | null>(null)
  const { outcome, run } = useAct()
  const t = say(texts)
  const again = (): void => read.peek().again()
  const revoke = ({ share_id, path }: Share): void =>
    void run(`${t.revoke}: ${path}`, (client) => client.revokeShare({ share_id })).then(again)
  const now = revoking.value
  return (
    <>
      <NewLink again={again} />
      <Panel id="shares" title={t.title} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
        {(rows) => (
          <ul class="alarm-list one">
            {rows.map((row) => (
              <One
                key={row.share_id}
                of={row}
                revoke={() => {
                  revoking.value = row
                }}
              />
            ))}
          </ul>
        )}
      </Panel>
      <OutcomeLine of={outcome.value} />
      {now === null ? null : (
        <Confirm
          title={t.confirm(now.title ?? now.path)}
          does={t.revoke}
          act={() => revoke(now)}
          close={() => {
            revoking.value = null
          }}
        >
          <p>{t.why}</p>
        </Confirm>
      )}
    </>
  )
}

const NewLink = ({ again }: { again: () => void }): JSX.Element => {
  const form = useSignal<Form>(emptyForm())
  const made = useSignal<NewShare | null>(null)
  const { outcome, run } = useAct()
  const t = say(texts)
  const make = async (): Promise<void> => {
    const { path = '', title = '', frozen = '', expires_at = '' } = form.peek()
    const answer = await run(`${t.new}: ${path}`, (client) =>
      client.addShare({
        body: {
          path: path.trim(),
          frozen: frozen === 'yes',
          ...(title.trim() === '' ? {} : { title: title.trim() }),
          ...(expires_at === '' ? {} : { expires_at: new Date(expires_at).toISOString() }),
        },
      }),
    )
    if (answer === null) return
    made.value = answer.data
    again()
  }
  const about = { form, outcome: outcome.value }
  const link = made.value === null ? null : new URL(made.value.url, location.origin).href
  return (
    <section class="panel" aria-labelledby="share-title">
      <h2 id="share-title">{t.new}</h2>
      <p class="quiet">{t.newWhy}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <div class="form">
          <TextField {...about} name="path" label={t.path} hint={t.pathHint} pattern="/.*" required />
          <TextField {...about} name="title" label={t.name} hint={t.nameHint} maxLength={200} />
          <TextField {...about} name="expires_at" label={t.until} hint={t.untilHint} type="datetime-local" />
          <CheckField {...about} name="frozen" label={t.freeze} />
        </div>
        <p class="actions">
          <button type="submit" class="primary" disabled={outcome.value.state === 'busy'}>
            {t.make}
          </button>
        </p>
      </form>
      <OutcomeLine of={outcome.value} />
      {link === null ? null : (
        <OnceShown
          title={t.once}
          secret={link}
          done={() => {
            made.value = null
          }}
        />
      )}
    </section>
  )
}

const One = ({ of, revoke }: { of: Share; revoke: () => void }): JSX.Element => {
  const t = say(texts)
  const isOver = of.expires_at !== null && Date.parse(of.expires_at) <= Date.now()
  return (
    <li class="alarm actions">
      {of.title === null ? null : <strong>{of.title}</strong>} <code>{of.path}</code>
      <span class="badge">{of.as_of_seq === null ? t.live : t.frozen(count(of.as_of_seq))}</span>
      <span class="quiet">
        {t.made} <Time iso={of.created_at} />
        {of.expires_at === null ? null : (
          <>
            {' · '}
            {isOver ? t.expired : t.expires} <Time iso={of.expires_at} />
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
