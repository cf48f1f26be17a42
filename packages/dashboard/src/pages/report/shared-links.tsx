import type { Share } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { count } from '../../format/number.ts'
import { BASE } from '../../route/url.ts'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { useAct } from '../operator/act.ts'
import { Confirm } from '../operator/confirm.tsx'
import { OutcomeLine } from '../operator/outcome.tsx'
import '../operator/operator.css'

const texts = words({
  en: {
    title: 'Links given away',
    none: 'No link was made yet: “Share this view” at the top of any page makes one.',
    live: 'live',
    frozen: (seq: string) => `frozen at ledger ${seq}`,
    made: 'made',
    expires: 'expires',
    ended: 'ended',
    end: 'End it',
    confirm: 'End this link?',
    why: 'At once and on every gateway; it cannot be taken back.',
  },
  tr: {
    title: 'Verilen bağlantılar',
    none: 'Henüz bağlantı yapılmadı: her sayfanın üstündeki “Bu görünümü paylaş” bir tane yapar.',
    live: 'canlı',
    frozen: (seq: string) => `defter ${seq} ile dondurulmuş`,
    made: 'oluşturuldu',
    expires: 'sona erer',
    ended: 'sonlandırıldı',
    end: 'Sonlandır',
    confirm: 'Bu bağlantı sonlandırılsın mı?',
    why: 'Hemen ve her ağ geçidinde; geri alınamaz.',
  },
})

/** Links with tokens of their own, for the operator to end. */
export default function SharedLinks(): JSX.Element {
  const read = useRead(['shares'], (client, signal) => client.listShares({}, { signal }))
  const ending = useSignal<Share | null>(null)
  const { outcome, run } = useAct()
  const t = say(texts)
  const end = ({ share_id }: Share): void =>
    void run(t.end, (client) => client.revokeShare({ share_id })).then(() => read.peek().again())
  const now = ending.value
  return (
    <>
      <Panel id="shares" title={t.title} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
        {(rows) => (
          <ul class="alarm-list one">
            {rows.map((row) => (
              <One
                key={row.share_id}
                of={row}
                end={() => {
                  ending.value = row
                }}
              />
            ))}
          </ul>
        )}
      </Panel>
      <OutcomeLine of={outcome.value} />
      {now === null ? null : (
        <Confirm
          title={t.confirm}
          does={t.end}
          act={() => end(now)}
          close={() => {
            ending.value = null
          }}
        >
          <p>{t.why}</p>
        </Confirm>
      )}
    </>
  )
}

const One = ({ of, end }: { of: Share; end: () => void }): JSX.Element => {
  const t = say(texts)
  const { title, path, as_of_seq, created_at, expires_at, revoked_at } = of
  return (
    <li class="alarm actions">
      <strong>{title ?? '—'}</strong>
      <a href={`${BASE}${path}`}>
        <code>{path}</code>
      </a>
      <span>{as_of_seq === null ? t.live : t.frozen(count(as_of_seq))}</span>
      <span class="quiet">
        {t.made} <Time iso={created_at} />
        {expires_at === null ? null : (
          <>
            {' · '}
            {t.expires} <Time iso={expires_at} />
          </>
        )}
      </span>
      <span class="spacer" />
      {revoked_at === null ? (
        <button type="button" class="danger" onClick={end}>
          {t.end}
        </button>
      ) : (
        <span class="badge">
          ✕ {t.ended} <Time iso={revoked_at} />
        </span>
      )}
    </li>
  )
}
