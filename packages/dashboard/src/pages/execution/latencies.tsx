import type { Execution, Latency } from '@papertape/client'
import type { JSX } from 'preact'
import { figureName } from '../../figures/formulas.ts'
import { count } from '../../format/number.ts'
import { milliseconds } from '../../format/time.ts'
import { Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import type { ExecutionRead } from './execution-read.ts'

const texts = words({
  en: {
    title: 'Latency',
    caption: 'How long each step took, by percentile',
    step: 'Step',
    median: 'Median',
    clocks: 'Clocks',
    none: 'No accepted signal yet, so no step to measure.',
    n: 'Trades',
    negative: (n: string) => `${n} left out: by two clocks they seem to have ended before they began`,
    newest: (n: string) => `Of the newest ${n} trades at most.`,
    noNewest: 'Latencies cannot be told of this view.',
    source: 'the source’s',
    bus: 'the bus’s',
    prices: 'the prices’',
  },
  tr: {
    title: 'Gecikme',
    caption: 'Her adımın süresi, yüzdelik dilimlere göre',
    step: 'Adım',
    median: 'Ortanca',
    clocks: 'Saatler',
    none: 'Henüz kabul edilen sinyal yok; ölçülecek adım da yok.',
    n: 'İşlem',
    negative: (n: string) => `${n} dışarıda: iki saate göre başlamadan bitmiş görünüyorlar`,
    newest: (n: string) => `En çok en yeni ${n} işlemden.`,
    noNewest: 'Bu görünüm için gecikme söylenemez.',
    source: 'kaynağın',
    bus: 'veri yolunun',
    prices: 'fiyatların',
  },
})

const STEPS = ['source_to_received', 'received_to_accepted', 'accepted_to_entry'] as const
const PERCENTILES = ['p50_ms', 'p95_ms', 'p99_ms'] as const

const Row = ({ name, of, most }: { name: (typeof STEPS)[number]; of: Latency; most: number }): JSX.Element => {
  const t = say(texts)
  return (
    <tr>
      <th scope="row">
        {figureName(name)}
        {of.negative === 0 ? null : <small class="quiet block">{t.negative(count(of.negative))}</small>}
      </th>
      {PERCENTILES.map((percentile) => (
        <td key={percentile} class="number">
          <Maybe value={of[percentile]} reason={of.reason} as={milliseconds} />
        </td>
      ))}
      <td>
        <Strip of={of} most={most} />
      </td>
      <td class="number">{count(of.n)}</td>
      <td>
        {t[of.from_clock]} → {t[of.to_clock]}
      </td>
    </tr>
  )
}

/** From 0 to the 99th percentile on a logarithmic line that all steps share, with marks at the three percentiles. */
const Strip = ({ of, most }: { of: Latency; most: number }): JSX.Element => {
  const at = (ms: number): number => (Math.log1p(Math.max(0, ms)) / Math.log1p(Math.max(1, most))) * 100
  const known = PERCENTILES.flatMap((name) => of[name] ?? [])
  return (
    <svg class="latency-strip" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2={at(known.at(-1) ?? 0)} y1="6" y2="6" />
      {known.map((ms, nth) => (
        <line key={nth} class="tick" x1={at(ms)} x2={at(ms)} y1={nth === 0 ? 0 : 3} y2={nth === 0 ? 12 : 9} />
      ))}
    </svg>
  )
}

const mostOf = ({ latency }: Execution): number => Math.max(1, ...STEPS.map((name) => latency[name].p99_ms ?? 0))

/** How long it took from the source to the fill, step by step. */
export const Latencies = ({ read }: ExecutionRead): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="latency"
      title={t.title}
      read={read}
      info={['latency', ...STEPS]}
      height="10rem"
      empty={({ accepted }) => (accepted === 0 ? t.none : null)}
      table={({ latency }) => ({
        caption: t.title,
        columns: ['step', ...PERCENTILES, 'n', 'negative', 'from_clock', 'to_clock'],
        rows: STEPS.map((name) => {
          const of = latency[name]
          return [name, ...PERCENTILES.map((p) => of[p]), of.n, of.negative, of.from_clock, of.to_clock]
        }),
      })}
    >
      {(now) => {
        const newest = now.latency.received_to_accepted.newest
        return (
          <>
            <div class="scroll" tabIndex={0} role="region" aria-label={t.caption}>
              <table class="data">
                <caption class="visually-hidden">{t.caption}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t.step}</th>
                    <th scope="col" class="number">
                      {t.median}
                    </th>
                    <th scope="col" class="number">
                      p95
                    </th>
                    <th scope="col" class="number">
                      p99
                    </th>
                    <td />
                    <th scope="col" class="number">
                      {t.n}
                    </th>
                    <th scope="col">{t.clocks}</th>
                  </tr>
                </thead>
                <tbody>
                  {STEPS.map((name) => (
                    <Row key={name} name={name} of={now.latency[name]} most={mostOf(now)} />
                  ))}
                </tbody>
              </table>
            </div>
            <p class="note">{newest === 0 ? t.noNewest : t.newest(count(newest))}</p>
          </>
        )
      }}
    </Panel>
  )
}
