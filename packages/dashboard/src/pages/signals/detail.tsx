import type { Signal } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { rejectionAdvice } from '../../figures/signal-words.ts'
import { count, pct } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { Drawer } from '../../ui/drawer.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { asSent, Outcome } from './columns.tsx'

const texts = words({
  en: {
    title: 'Signal',
    sent: 'What was rejected is shown as it was sent.',
    field: 'Field at fault',
    detail: 'Detail',
    bot: 'Bot',
    id: 'Signal id',
    action: 'Action',
    market: 'Market',
    side: 'Direction',
    entry: 'Entry price',
    target: 'Take profit',
    stop: 'Stop loss',
    strategy: 'Strategy',
    confidence: 'Confidence',
    made: 'Made by its source',
    received: 'Received',
    decided: 'Decided',
    seq: 'Ledger sequence',
    trade: 'To its trade',
    all: 'Every message under this id',
    none: 'Only this one.',
  },
  tr: {
    title: 'Sinyal',
    sent: 'Reddedilen, gönderildiği gibi gösterilir.',
    field: 'Hatalı alan',
    detail: 'Ayrıntı',
    bot: 'Bot',
    id: 'Sinyal kimliği',
    action: 'Eylem',
    market: 'Piyasa',
    side: 'Yön',
    entry: 'Giriş fiyatı',
    target: 'Kâr al',
    stop: 'Zarar durdur',
    strategy: 'Strateji',
    confidence: 'Güven',
    made: 'Kaynağın yaptığı an',
    received: 'Alındığı an',
    decided: 'Karar anı',
    seq: 'Defter sırası',
    trade: 'İşlemine git',
    all: 'Bu kimlikle gelen her ileti',
    none: 'Yalnızca bu.',
  },
})

/** One disposition with everything that is known of its message. */
export const SignalDetail = ({ of, close }: { of: Signal; close: () => void }): JSX.Element => {
  const t = say(texts)
  const rows = [
    [t.field, of.field ?? '—'],
    [t.detail, of.detail ?? '—'],
    [t.bot, of.bot_id],
    [t.id, of.signal_id ?? '—'],
    [t.action, of.action ?? '—'],
    [t.market, [of.symbol, of.market_type, of.venue].map((part) => part ?? '—').join(' · ')],
    [t.side, of.direction ?? '—'],
    [t.entry, asSent(of, of.entry_price)],
    [t.target, asSent(of, of.take_profit)],
    [t.stop, asSent(of, of.stop_loss)],
    [t.strategy, of.strategy ?? '—'],
    [t.confidence, of.confidence === null ? '—' : pct(of.confidence * 100, 0)],
    [t.made, of.source_time ?? '—'],
    [t.received, <Moment key="received" iso={of.received_at} />],
    [t.decided, <Moment key="decided" iso={of.time} />],
    [t.seq, count(of.ledger_seq)],
  ] as const
  return (
    <Drawer title={t.title} close={close}>
      <p>
        <Outcome of={of} />
      </p>
      {of.reason === null ? null : <p>{rejectionAdvice(of.reason)}</p>}
      {of.trade_id === null ? null : (
        <p>
          <a href={linkTo(`/trades/${encodeURIComponent(of.trade_id)}`)}>{t.trade}</a>
        </p>
      )}
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {of.outcome === 'REJECTED' ? <p class="note">{t.sent}</p> : null}
      {of.signal_id === null || of.bot_id.startsWith('@') ? null : (
        <LiveOnly id="messages" title={t.all}>
          <Messages input={{ bot_id: of.bot_id, signal_id: of.signal_id }} />
        </LiveOnly>
      )}
    </Drawer>
  )
}

const Messages = ({ input }: { input: { bot_id: string; signal_id: string } }): JSX.Element => {
  const t = say(texts)
  const read = useRead(['signal', input], (client, signal) => client.getSignal(input, { signal }))
  return (
    <Panel
      id="messages"
      title={t.all}
      read={read}
      empty={({ dispositions }) => (dispositions.length === 1 ? t.none : null)}
    >
      {({ dispositions }) => (
        <ol>
          {dispositions.map((one) => (
            <li key={one.ledger_seq}>
              <Outcome of={one} /> · <Moment iso={one.time} /> · #{count(one.ledger_seq)}
              {one.detail === null ? null : ` · ${one.detail}`}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
