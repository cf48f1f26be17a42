import type { JSX, RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { count } from '../../format/number.ts'
import { say, words } from '../../words/words.ts'
import type { Outcome } from './act.ts'
import type { Receipt } from './receipts.ts'

const texts = words({
  en: {
    busy: 'Sending …',
    recorded: 'Recorded in the ledger:',
    fact: (seq: string, type: string) => `sequence ${seq}, ${type}, id`,
    same: (seq: string) => `Nothing had to change; nothing was recorded (ledger at ${seq}).`,
    kept: (seq: string) => `Done. This is kept beside the ledger, which stands at ${seq}.`,
  },
  tr: {
    busy: 'Gönderiliyor …',
    recorded: 'Deftere kaydedildi:',
    fact: (seq: string, type: string) => `sıra ${seq}, ${type}, kimlik`,
    same: (seq: string) => `Değişecek bir şey yoktu; hiçbir şey kaydedilmedi (defter ${seq}).`,
    kept: (seq: string) => `Tamam. Bu, ${seq} sırasındaki defterin yanında saklanır.`,
  },
})

/** The fact that a change made, by which everybody can find it. */
export const ReceiptText = ({ of: { recorded, seq } }: { of: Receipt }): JSX.Element => {
  const t = say(texts)
  const place = seq === null ? '—' : count(seq)
  if (recorded === undefined) return <>{t.kept(place)}</>
  if (recorded === null) return <>{t.same(place)}</>
  return (
    <>
      {t.recorded} {t.fact(count(recorded.ledger_seq), recorded.type)} <code>{recorded.id}</code>
    </>
  )
}

/** How a change went: what the ledger has of it, or what was wrong with it. */
export const OutcomeLine = ({ of }: { of: Outcome }): JSX.Element => {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The first field at fault is where one goes on.
    if (of.state !== 'failed' || of.fields.length === 0) return
    root.current?.parentElement?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [of])
  return <Told of={of} root={root} />
}

const Told = ({ of, root }: { of: Outcome; root: RefObject<HTMLDivElement | null> }): JSX.Element => (
  <div class="outcome" ref={root}>
    <div role="status">
      {of.state === 'busy' ? <p class="quiet">{say(texts).busy}</p> : null}
      {of.state === 'done' ? (
        <p class="receipt">
          <span aria-hidden="true">✓ </span>
          <ReceiptText of={of.receipt} />
        </p>
      ) : null}
    </div>
    {of.state === 'failed' ? (
      <div class="failure" role="alert">
        <p>
          <span aria-hidden="true">⚠ </span>
          {of.why}
        </p>
        {of.fields.length === 0 ? null : (
          <ul>
            {of.fields.map(({ pointer, message }) => (
              <li key={`${pointer}${message}`}>
                <code>{pointer}</code> {message}
              </li>
            ))}
          </ul>
        )}
      </div>
    ) : null}
  </div>
)
