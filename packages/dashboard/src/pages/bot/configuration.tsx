import type { Bot, PolicySegment } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { type Read, useRead } from '../../data/use-read.ts'
import { count, money } from '../../format/number.ts'
import { asOfQuery } from '../../route/scope.ts'
import { Gain } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { settingsOf } from './settings.ts'

const texts = words({
  en: {
    title: 'Configuration',
    segments: 'Record by policy',
    segmentsWhy:
      'A new segment begins with each change of the policy or the size per trade: what was traded before is never restated.',
    from: 'In force from',
    policy: 'Policy',
    size: 'Per trade',
    level: 'Equity at its start',
    trades: 'Trades',
    wl: 'W / L',
    fees: 'Fees',
    pnl: 'P/L',
    none: 'No policy has been in force yet.',
  },
  tr: {
    title: 'Yapılandırma',
    segments: 'Politikaya göre kayıt',
    segmentsWhy:
      'Politika veya işlem başına tutar her değiştiğinde yeni bir bölüm başlar: önceki işlemler asla yeniden hesaplanmaz.',
    from: 'Yürürlük başlangıcı',
    policy: 'Politika',
    size: 'İşlem başına',
    level: 'Başlangıçtaki öz varlık',
    trades: 'İşlem',
    wl: 'K / Y',
    fees: 'Ücretler',
    pnl: 'K/Z',
    none: 'Henüz yürürlükte bir politika olmadı.',
  },
})

/** How a bot is set up. */
export const Configuration = ({ bot }: { bot: ReadonlySignal<Read<Bot>> }): JSX.Element => (
  <Panel id="configuration" title={say(texts).title} read={bot} class="half">
    {(read) => (
      <dl class="facts">
        {settingsOf(read).map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    )}
  </Panel>
)

/** What each policy brought while it was in force. */
export const Segments = ({ id }: { id: string }): JSX.Element => {
  const query = { bot_id: id, ...asOfQuery.value }
  const read = useRead(['bot-performance', query], (client, signal) => client.getPerformance(query, { signal }), {
    refreshMs: 15_000,
  })
  const t = say(texts)
  return (
    <Panel
      id="segments"
      title={t.segments}
      read={read}
      info={['realized_pnl']}
      empty={({ segments }) => (segments === undefined || segments.length === 0 ? t.none : null)}
    >
      {({ segments = [] }) => (
        <>
          <div class="scroll" tabIndex={0} role="group" aria-label={t.segments}>
            <table class="data rows">
              <caption class="visually-hidden">{t.segments}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.from}</th>
                  <th scope="col">{t.policy}</th>
                  {[t.size, t.level, t.trades, t.wl, t.fees, t.pnl].map((label) => (
                    <th key={label} scope="col" class="number">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {segments.map((segment) => (
                  <SegmentRow key={segment.from_seq} of={segment} />
                ))}
              </tbody>
            </table>
          </div>
          <p class="quiet">{t.segmentsWhy}</p>
        </>
      )}
    </Panel>
  )
}

const SegmentRow = ({ of }: { of: PolicySegment }): JSX.Element => {
  const t = say(texts)
  return (
    <tr>
      <td class="key" data-label={t.from}>
        <Time iso={of.started_at} />
      </td>
      <td data-label={t.policy}>
        <code title={of.policy_hash}>{of.policy_hash.slice(0, 8)}</code>
      </td>
      <td class="number" data-label={t.size}>
        {money(of.position_size)}
      </td>
      <td class="number" data-label={t.level}>
        {money(of.level)}
      </td>
      <td class="number key" data-label={t.trades}>
        {count(of.trades)}
      </td>
      <td class="number key" data-label={t.wl}>
        {count(of.winning_trades)} / {count(of.losing_trades)}
      </td>
      <td class="number" data-label={t.fees}>
        {money(of.exact.fees)}
      </td>
      <td class="number key" data-label={t.pnl}>
        <Gain value={of.exact.realized_pnl} />
      </td>
    </tr>
  )
}
