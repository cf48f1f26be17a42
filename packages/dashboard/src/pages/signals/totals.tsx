import type { SignalTotals } from '@papertape/client'
import type { ComponentChildren, JSX } from 'preact'
import { rejectionAdvice, rejectionWords } from '../../figures/signal-words.ts'
import { count } from '../../format/number.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { say, words } from '../../words/words.ts'
import { type Rejected, reasonsOf } from './adds-up.ts'

const texts = words({
  en: {
    received: 'received',
    accepted: 'accepted',
    rejected: 'rejected',
    caption: 'Rejected signals by reason',
    reason: 'Reason',
    count: 'Signals',
    todo: 'What it means, and what to do',
    none: 'Nothing was rejected.',
    only: (reason: string) => `Show only ${reason} in the list`,
  },
  tr: {
    received: 'alındı',
    accepted: 'kabul edildi',
    rejected: 'reddedildi',
    caption: 'Nedenlerine göre reddedilen sinyaller',
    reason: 'Neden',
    count: 'Sinyal',
    todo: 'Ne demek, ne yapmalı',
    none: 'Hiçbiri reddedilmedi.',
    only: (reason: string) => `Listede yalnızca şunu göster: ${reason}`,
  },
})

const Term = ({ value, children, kind }: { value: number; children: ComponentChildren; kind: string }): JSX.Element => (
  <span class={`term ${kind}`}>
    <strong>{count(value)}</strong> <span>{children}</span>
  </span>
)

/** Received = accepted + rejected, as it adds up. */
export const Equation = ({ totals }: { totals: SignalTotals }): JSX.Element => {
  const t = say(texts)
  return (
    <p class="equation">
      <Term value={totals.received} kind="received">
        {t.received}
      </Term>
      <span class="sign">=</span>
      <Term value={totals.accepted} kind="accepted">
        <span aria-hidden="true">✓ </span>
        {t.accepted}
      </Term>
      <span class="sign">+</span>
      <Term value={totals.rejected} kind="rejected">
        <span aria-hidden="true">✗ </span>
        {t.rejected}
      </Term>
    </p>
  )
}

const ReasonRow = ({ of, most }: { of: Rejected; most: number }): JSX.Element => {
  const name = rejectionWords(of.reason)
  const chosen = parameter('reason') === of.reason
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="reason"
          aria-pressed={chosen}
          title={say(texts).only(name)}
          onClick={() => setParameters({ reason: chosen ? null : of.reason })}
        >
          {name}
        </button>
        <small class="quiet code">{of.reason}</small>
      </th>
      <td class="number">{count(of.count)}</td>
      <td class="share" aria-hidden="true">
        <span class="bar" style={{ inlineSize: `${(of.count / most) * 100}%` }} />
      </td>
      <td>{rejectionAdvice(of.reason)}</td>
    </tr>
  )
}

/** Each reason with how often it was given. The numbers of the rows add up to all that were rejected. */
export const Reasons = ({ totals }: { totals: SignalTotals }): JSX.Element => {
  const t = say(texts)
  const reasons = reasonsOf(totals)
  const [first] = reasons
  if (first === undefined) return <p class="note">{t.none}</p>
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.caption}>
      <table class="data reasons">
        <caption class="visually-hidden">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.reason}</th>
            <th scope="col" class="number">
              {t.count}
            </th>
            <th scope="col" aria-hidden="true" class="share" />
            <th scope="col">{t.todo}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map((of) => (
            <ReasonRow key={of.reason} of={of} most={first.count} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t.rejected}</td>
            <td class="number">{count(totals.rejected)}</td>
            <td aria-hidden="true" />
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
