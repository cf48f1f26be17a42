import type { TradeDetail, TradeFact } from '@papertape/client'
import type { JSX } from 'preact'
import { missedWords, statusWords } from '../../figures/trade-words.ts'
import { count, price } from '../../format/number.ts'
import { Moment } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    accepted: 'The signal was accepted',
    closeAccepted: 'A CLOSE signal was accepted',
    entry: (p: string) => `Entered at ${p}`,
    exit: (p: string, why: string) => `Closed at ${p}: ${why}`,
    missed: (why: string) => `Not entered: ${why}`,
    asked: (by: string) => `${by} asked for the close`,
    stopped: (by: string) => `The bot was stopped by ${by}`,
    ledger: 'Ledger',
    type: 'Type',
    id: 'Event id',
    cause: 'Caused by',
    correlation: 'Signal',
    recorded: 'Written',
    whole: 'The whole fact',
    wholeOf: (seq: string) => `The whole fact ${seq}`,
  },
  tr: {
    accepted: 'Sinyal kabul edildi',
    closeAccepted: 'Bir CLOSE sinyali kabul edildi',
    entry: (p: string) => `${p} fiyatından girildi`,
    exit: (p: string, why: string) => `${p} fiyatından kapandı: ${why}`,
    missed: (why: string) => `Girilmedi: ${why}`,
    asked: (by: string) => `${by} kapatılmasını istedi`,
    stopped: (by: string) => `Bot ${by} tarafından durduruldu`,
    ledger: 'Defter',
    type: 'Tür',
    id: 'Olay kimliği',
    cause: 'Nedeni',
    correlation: 'Sinyal',
    recorded: 'Yazıldığı an',
    whole: 'Kaydın tamamı',
    wholeOf: (seq: string) => `Kaydın tamamı: ${seq}`,
  },
})

const factWords = (fact: TradeFact): string => {
  const t = say(texts)
  switch (fact.type) {
    case 'signal.accepted':
      return fact.data.action === 'CLOSE' ? t.closeAccepted : t.accepted
    case 'fill.recorded':
      return fact.data.leg === 'entry'
        ? t.entry(price(fact.data.price))
        : t.exit(price(fact.data.price), statusWords(fact.data.status))
    case 'entry.missed':
      return t.missed(missedWords(fact.data.reason))
    case 'trade.close_requested':
      return t.asked(fact.data.by)
    case 'bot.stopped':
      return t.stopped(fact.data.by)
  }
}

const Fact = ({ fact }: { fact: TradeFact }): JSX.Element => {
  const t = say(texts)
  const seq = count(fact.ledger_seq)
  return (
    <li id={`ledger-${fact.ledger_seq}`}>
      <p>
        <strong>{factWords(fact)}</strong> <span class="quiet">·</span> <Moment iso={fact.time} />
      </p>
      <dl class="facts">
        {(
          [
            [t.ledger, seq],
            [t.type, fact.type],
            [t.id, fact.id],
            [t.cause, fact.cause ?? '—'],
            [t.correlation, fact.correlation ?? '—'],
            [t.recorded, <Moment key="recorded" iso={fact.recorded_at} />],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary aria-label={t.wholeOf(seq)}>{t.whole}</summary>
        <pre class="json" tabIndex={0}>
          {JSON.stringify(fact, null, 2)}
        </pre>
      </details>
    </li>
  )
}

/** Each fact of the ledger about a trade, as the ledger itself has it, in its order. */
export const Timeline = ({ trade }: { trade: TradeDetail }): JSX.Element => (
  <ol class="ledger-facts">
    {trade.events.map((fact) => (
      <Fact key={fact.ledger_seq} fact={fact} />
    ))}
  </ol>
)
