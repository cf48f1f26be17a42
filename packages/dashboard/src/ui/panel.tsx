import type { AsOf } from '@papertape/client'
import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { feedStatus } from '../data/live.ts'
import type { Read } from '../data/use-read.ts'
import { count } from '../format/number.ts'
import { ago, clock, dateTime } from '../format/time.ts'
import { say, words } from '../words/words.ts'
import { Boundary, Failure } from './boundary.tsx'
import { useCopiedLink } from './copy-link.tsx'
import { Info } from './info.tsx'
import { Menu } from './menu.tsx'
import { saveTable, type Table, TableTwin } from './table-twin.tsx'

const texts = words({
  en: {
    asOf: (time: string, seq: string) => `As of ${time} · ledger ${seq}`,
    asOfSeq: (seq: string) => `As of ledger ${seq}`,
    never: 'The ledger is empty',
    stale: 'Stale',
    staleWhy: 'The newest reading failed; these are the figures of before.',
    menu: (title: string) => `Menu of ${title}`,
    table: 'View as table',
    chart: 'View as chart',
    csv: 'Download CSV',
    copy: 'Copy link',
    loading: 'Loading',
  },
  tr: {
    asOf: (time: string, seq: string) => `${time} itibarıyla · defter ${seq}`,
    asOfSeq: (seq: string) => `Defter ${seq} itibarıyla`,
    never: 'Defter boş',
    stale: 'Eski',
    staleWhy: 'Son okuma başarısız oldu; bunlar önceki değerlerdir.',
    menu: (title: string) => `${title} menüsü`,
    table: 'Tablo olarak göster',
    chart: 'Grafik olarak göster',
    csv: 'CSV indir',
    copy: 'Bağlantıyı kopyala',
    loading: 'Yükleniyor',
  },
})

/** What figures are as of: the time and the ledger sequence, exactly. */
export const AsOfLine = ({ asOf }: { asOf: AsOf | null }): JSX.Element => (
  <p class="as-of">
    {asOf === null || asOf.time === null ? (
      // Moments of the past are not always told with their time.
      asOf === null || asOf.seq === 0 ? (
        say(texts).never
      ) : (
        say(texts).asOfSeq(count(asOf.seq))
      )
    ) : (
      <time dateTime={asOf.time} title={`${dateTime(asOf.time)} · ${ago(asOf.time)}`}>
        {say(texts).asOf(clock(asOf.time), count(asOf.seq))}
      </time>
    )}
  </p>
)

export type PanelProps<Data> = {
  /** Names the panel in links: `#equity`. */
  id: string
  title: string
  read: ReadonlySignal<Read<Data>>
  /** The formulas behind its figures: names of `figures/formulas.ts`. */
  info?: readonly string[]
  /** Says why there is nothing and what to do; `null` where there is something. */
  empty?: (data: Data) => string | null
  /** The same as a table: what a screen reader, a spreadsheet and a curious person get. */
  table?: (data: Data) => Table
  /** How high the panel will be about, so that nothing moves when data come; a CSS length. */
  height?: string
  children: (data: Data) => ComponentChildren
  actions?: ComponentChildren
  class?: string
}

/** A part of a page that reads something: skeleton, empty, error and stale states, as-of, formulas, table and link. */
export const Panel = <Data,>(props: PanelProps<Data>): JSX.Element => {
  const { id, title, read, info, table, actions, height } = props
  const asTable = useSignal(false)
  const now = read.value
  const lost = feedStatus.value !== 'frozen' && feedStatus.value.state === 'offline'
  const stale = now.data !== null && (now.state === 'error' || lost)
  const { copy, said } = useCopiedLink(id)
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    // The link of a panel leads to it, which is not there yet when the page is loaded.
    if (location.hash === `#${id}`) section.current?.scrollIntoView()
  }, [])
  // Something else was asked for, and what stands here is still the answer to the question before.
  const asked = now.state === 'loading' && now.data !== null
  const items = [
    ...(table === undefined
      ? []
      : [
          {
            label: asTable.value ? say(texts).chart : say(texts).table,
            act: () => {
              asTable.value = !asTable.value
            },
          },
          { label: say(texts).csv, act: () => now.data !== null && saveTable(id, table(now.data), now.asOf) },
        ]),
    { label: say(texts).copy, act: copy },
  ]
  return (
    <section
      ref={section}
      id={id}
      class={`panel ${stale ? 'stale' : ''} ${asked ? 'asked' : ''} ${props.class ?? ''}`}
      aria-busy={now.state === 'loading'}
      aria-labelledby={`${id}-title`}
    >
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {stale ? (
          <span class="badge stale-badge" title={say(texts).staleWhy}>
            <span aria-hidden="true">◌</span> {say(texts).stale}
          </span>
        ) : null}
        <span class="spacer" />
        {said}
        {actions}
        {info === undefined ? null : <Info of={title} names={info} />}
        <Menu label={say(texts).menu(title)} items={items} />
      </header>
      <div class="panel-body" style={height === undefined ? undefined : { minHeight: height }}>
        <Boundary of={now.data} again={now.again}>
          <Body {...props} now={now} asTable={asTable.value} />
        </Boundary>
      </div>
      {now.data === null ? null : <AsOfLine asOf={now.asOf} />}
    </section>
  )
}

const Body = <Data,>({
  now,
  asTable,
  empty,
  table,
  children,
  height,
}: PanelProps<Data> & { now: Read<Data>; asTable: boolean }): JSX.Element => {
  if (now.data === null) {
    return now.state === 'error' ? (
      <Failure error={now.error} again={now.again} />
    ) : (
      <Skeleton {...(height ? { height } : {})} />
    )
  }
  const why = empty?.(now.data) ?? null
  if (why !== null) return <p class="empty">{why}</p>
  return <>{asTable && table !== undefined ? <TableTwin table={table(now.data)} /> : children(now.data)}</>
}

/** Holds the place of what is still being read. */
export const Skeleton = ({ height = '6rem' }: { height?: string }): JSX.Element => (
  <div class="skeleton" role="status" style={{ height }}>
    <span class="visually-hidden">{say(texts).loading}</span>
  </div>
)
