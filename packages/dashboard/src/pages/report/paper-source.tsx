import type { CurrentKpi } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Read } from '../../data/use-read.ts'
import { count } from '../../format/number.ts'
import { period } from '../../route/scope.ts'
import { addressOf, linkTo, place } from '../../route/url.ts'
import { frozenView } from '../../share/view-link.ts'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Where this comes from',
    seq: 'Ledger sequence',
    time: 'Its time',
    made: 'Laid out',
    same: 'The same figures again',
    formulas: 'How every figure is computed',
    api: 'The same as data',
    paper:
      'Paper trading: no order was sent to any market. Fills, fees and slippage are computed by fixed rules from recorded prices. Past results say nothing certain about later ones.',
  },
  tr: {
    title: 'Bunun kaynağı',
    seq: 'Defter sırası',
    time: 'Zamanı',
    made: 'Düzenlendi',
    same: 'Aynı değerler yeniden',
    formulas: 'Her değer nasıl hesaplanır',
    api: 'Aynısı veri olarak',
    paper:
      'Kâğıt üzerinde işlem: hiçbir piyasaya emir gönderilmedi. Gerçekleşmeler, ücretler ve kayma, kaydedilmiş fiyatlardan sabit kurallarla hesaplanır. Geçmiş sonuçlar sonrakiler hakkında kesin bir şey söylemez.',
  },
})

const Link = ({ to }: { to: string }): JSX.Element => <a href={to}>{`${location.origin}${to}`}</a>

/** What it takes to get the same figures again, and what they are not. */
export const PaperSource = ({ read }: { read: ReadonlySignal<Read<CurrentKpi>> }): JSX.Element => {
  const t = say(texts)
  const made = useMemo(() => new Date().toISOString(), [])
  const { asOf: at } = read.value
  return (
    <Panel id="paper-source" title={t.title} read={read}>
      {() => (
        <>
          <dl class="facts paper-source">
            <div>
              <dt>{t.seq}</dt>
              <dd>{at === null ? '—' : count(at.seq)}</dd>
            </div>
            <div>
              <dt>{t.time}</dt>
              <dd>
                <Time iso={at?.time ?? null} />
              </dd>
            </div>
            <div>
              <dt>{t.made}</dt>
              <dd>
                <Time iso={made} />
              </dd>
            </div>
            <div>
              <dt>{t.same}</dt>
              <dd>
                {at === null ? '—' : <Link to={addressOf(frozenView(place.value, String(at.seq), period.value))} />}
              </dd>
            </div>
            <div>
              <dt>{t.formulas}</dt>
              <dd>
                <Link to={linkTo('/methods')} />
              </dd>
            </div>
            <div>
              <dt>{t.api}</dt>
              <dd>
                <Link to="/api/docs" />
              </dd>
            </div>
          </dl>
          <p>{t.paper}</p>
        </>
      )}
    </Panel>
  )
}
