import type { Channel } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRead } from '../../../data/use-read.ts'
import { count } from '../../../format/number.ts'
import { Level } from '../../../ui/badge.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { Time } from '../../../ui/time.tsx'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { Confirm } from '../confirm.tsx'
import Deliveries from '../deliveries.tsx'
import { OutcomeLine } from '../outcome.tsx'
import { NewChannel } from './new-channel.tsx'

const texts = words({
  en: {
    title: 'Notification channels',
    none: 'Nobody is told of alarms yet: add a channel.',
    on: 'on',
    off: 'off',
    enable: 'Turn on',
    disable: 'Turn off',
    test: 'Send a sample',
    remove: 'Remove',
    confirm: (name: string) => `Remove ${name}?`,
    why: 'Its secrets are removed with it; what it was told stays in the log. This cannot be taken back.',
    from: 'from',
    every: 'every bot',
    failing: 'failing since',
    waiting: (n: string) => `${n} waiting`,
    tried: (outcome: string, more: string) => `The sample: ${outcome}${more}`,
  },
  tr: {
    title: 'Bildirim kanalları',
    none: 'Henüz kimseye alarm bildirilmiyor: bir kanal ekleyin.',
    on: 'açık',
    off: 'kapalı',
    enable: 'Aç',
    disable: 'Kapat',
    test: 'Örnek gönder',
    remove: 'Kaldır',
    confirm: (name: string) => `${name} kaldırılsın mı?`,
    why: 'Sırları da kaldırılır; ona bildirilenler günlükte kalır. Geri alınamaz.',
    from: 'en az',
    every: 'her bot',
    failing: 'şu andan beri başarısız:',
    waiting: (n: string) => `${n} bekliyor`,
    tried: (outcome: string, more: string) => `Örnek: ${outcome}${more}`,
  },
})

/** Who is told of alarms, and what became of it. */
export default function Channels(): JSX.Element {
  const read = useRead(['channels'], (client, signal) => client.listChannels({}, { signal }))
  const again = (): void => read.peek().again()
  const t = say(texts)
  return (
    <>
      <Panel id="channels" title={t.title} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
        {(rows) => (
          <ul class="alarm-list one">
            {rows.map((row) => (
              <One key={row.channel_id} of={row} again={again} />
            ))}
          </ul>
        )}
      </Panel>
      <NewChannel again={again} />
      <Deliveries />
    </>
  )
}

/** What may be told of a secret is where it goes and how it ends. */
const shown = (value: Channel['config'][string] | undefined): string => {
  if (value === null || value === undefined) return '—'
  if (Array.isArray(value)) return value.map(shown).join(', ')
  if (typeof value !== 'object') return String(value)
  if (!('set' in value)) return '—'
  return value.set ? `${value.host ?? ''} …${value.last4 ?? ''}`.trim() : '—'
}

const One = ({ of, again }: { of: Channel; again: () => void }): JSX.Element => {
  const { outcome, run } = useAct()
  const removing = useSignal(false)
  const tried = useSignal<string | null>(null)
  const t = say(texts)
  const { channel_id, name } = of
  const busy = outcome.value.state === 'busy'
  const test = async (): Promise<void> => {
    const answer = await run(`${t.test}: ${name}`, (client) => client.testChannel({ channel_id }))
    if (answer === null) return
    const { outcome: came, status_code: code, error } = answer.data
    tried.value = t.tried(came, `${code === null ? '' : ` ${code}`}${error === null ? '' : `: ${error}`}`)
    again()
  }
  const turn = (): void =>
    void run(`${of.enabled ? t.disable : t.enable}: ${name}`, (client) =>
      client.changeChannel({ channel_id, body: { enabled: !of.enabled } }),
    ).then(again)
  return (
    <li class="alarm">
      <p class="alarm-head">
        <strong>{name}</strong> <span class="badge">{of.kind}</span>
        <span class="badge">
          <span aria-hidden="true">{of.enabled ? '●' : '○'}</span> {of.enabled ? t.on : t.off}
        </span>
        <span>
          {t.from} <Level level={of.filter.min_level} /> {of.filter.bots === null ? t.every : of.filter.bots.join(', ')}
        </span>
        <span class="spacer" />
        <button type="button" disabled={busy} onClick={() => void test()}>
          {t.test}
        </button>
        <button type="button" disabled={busy} onClick={turn}>
          {of.enabled ? t.disable : t.enable}
        </button>
        <button
          type="button"
          class="danger"
          disabled={busy}
          onClick={() => {
            removing.value = true
          }}
        >
          {t.remove}
        </button>
      </p>
      <p class="quiet">
        {Object.entries(of.config)
          .map(([key, value]) => `${key}: ${shown(value)}`)
          .join(' · ')}
        {of.pending > 0 ? ` · ${t.waiting(count(of.pending))}` : ''}
      </p>
      {of.failing_since === null ? null : (
        <p>
          ⚠ {t.failing} <Time iso={of.failing_since} age /> {of.disabled_reason ?? ''}
        </p>
      )}
      {tried.value === null ? null : <p role="status">{tried.value}</p>}
      <OutcomeLine of={outcome.value} />
      {removing.value ? (
        <Confirm
          title={t.confirm(name)}
          does={t.remove}
          act={() => void run(`${t.remove}: ${name}`, (client) => client.removeChannel({ channel_id })).then(again)}
          close={() => {
            removing.value = false
          }}
        >
          <p>{t.why}</p>
        </Confirm>
      ) : null}
    </li>
  )
}
