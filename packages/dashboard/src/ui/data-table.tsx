import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import { parameter, setParameters } from '../route/url.ts'
import { say, words } from '../words/words.ts'
import type { Column } from './column.ts'
import { ColumnPicker, pickedColumns } from './column-picker.tsx'
import { held, type Sort, sorted, sortOf, sortText } from './sorted.ts'
import { useInside } from './use-inside.ts'
import { useWindow } from './use-window.ts'

const texts = words({
  en: { apply: (n: string) => (n === '1' ? '1 update – apply' : `${n} updates – apply`), sum: 'Sum' },
  tr: { apply: (n: string) => `${n} güncelleme – uygula`, sum: 'Toplam' },
})

export type DataTableProps<Row> = {
  /** Names the parameters of the URL that hold its order and its columns. */
  id: string
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Enter or a press on a row. */
  onOpen?: (row: Row) => void
  rowClass?: (row: Row) => string
  /** A few rows whose columns nobody needs to choose. */
  plain?: boolean
}

/**
 * Rows that may change at any time. While the pointer or the focus is inside, values change and nothing moves: what would
 * be elsewhere is told by a button. More than 300 rows are drawn as far as they are seen. On phones rows are cards.
 */
export const DataTable = <Row,>(props: DataTableProps<Row>): JSX.Element => {
  const { id, caption, rowKey } = props
  const sort = sortOf(parameter(`${id}_sort`))
  const columns = pickedColumns(id, props.columns)
  const inOrder = sorted(props.rows, columns, sort)
  const { isInside, handlers } = useInside()
  const order = useRef<readonly string[]>([])
  const by = parameter(`${id}_sort`)
  const sortedBy = useRef(by)
  const apply = useSignal(0)
  const shown = useMemo(() => {
    // Who sorts wants the rows to move.
    if (isInside && order.current.length > 0 && sortedBy.current === by) return held(order.current, inOrder, rowKey)
    order.current = inOrder.map(rowKey)
    sortedBy.current = by
    return { rows: inOrder, waiting: 0 }
  }, [inOrder, isInside, apply.value])
  const view = useWindow(shown.rows.length)
  const visible = shown.rows.slice(view.from, view.to)
  const sums = columns.some((column) => column.sum !== undefined)
  return (
    <div class="table" {...handlers}>
      <div class={`table-tools ${props.plain ? 'bare' : ''}`}>
        <span>
          {shown.waiting > 0 ? (
            <button
              type="button"
              class="apply"
              onClick={() => {
                order.current = []
                apply.value += 1
              }}
            >
              {say(texts).apply(String(shown.waiting))}
            </button>
          ) : null}
        </span>
        <span class="spacer" />
        {props.plain ? null : <ColumnPicker id={id} columns={props.columns} />}
      </div>
      <div class="scroll" ref={view.scroller} onScroll={view.onScroll} tabIndex={0} role="group" aria-label={caption}>
        <table class="data rows" aria-rowcount={shown.rows.length + 1}>
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.id} id={id} column={column} sort={sort} />
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={moveByKeys}>
            {view.before > 0 ? <tr aria-hidden="true" style={{ height: `${view.before}px` }} /> : null}
            {visible.map((row, at) => (
              <BodyRow
                key={rowKey(row)}
                row={row}
                columns={columns}
                at={view.from + at}
                {...(props.onOpen === undefined ? {} : { open: props.onOpen })}
                kind={props.rowClass?.(row) ?? ''}
              />
            ))}
            {view.after > 0 ? <tr aria-hidden="true" style={{ height: `${view.after}px` }} /> : null}
          </tbody>
          {sums ? (
            <tfoot>
              <tr>
                {columns.map((column, at) => (
                  <td key={column.id} data-label={column.label} class={column.numeric ? 'number' : ''}>
                    {column.sum?.(shown.rows) ?? (at === 0 ? say(texts).sum : '')}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
    </div>
  )
}

const Head = <Row,>({ id, column, sort }: { id: string; column: Column<Row>; sort: Sort | null }): JSX.Element => {
  const own = sort?.column === column.id ? sort : null
  const label =
    column.sortBy === undefined ? (
      column.label
    ) : (
      <button
        type="button"
        class="sort"
        onClick={() =>
          setParameters(
            { [`${id}_sort`]: sortText({ column: column.id, descending: own === null || !own.descending }) },
            'replace',
          )
        }
      >
        {column.label}
        <span aria-hidden="true"> {own === null ? '↕' : own.descending ? '↓' : '↑'}</span>
      </button>
    )
  const direction = own === null ? 'none' : own.descending ? 'descending' : 'ascending'
  return (
    <th
      scope="col"
      class={column.numeric ? 'number' : ''}
      {...(column.sortBy === undefined ? {} : { 'aria-sort': direction })}
    >
      {label}
    </th>
  )
}

type BodyRowProps<Row> = {
  row: Row
  columns: readonly Column<Row>[]
  at: number
  open?: (row: Row) => void
  kind: string
}

const BodyRow = <Row,>({ row, columns, at, open, kind }: BodyRowProps<Row>): JSX.Element => (
  <tr
    aria-rowindex={at + 2}
    class={`${kind} ${open === undefined ? '' : 'opens'}`}
    tabIndex={open === undefined ? -1 : 0}
    onClick={(event) => {
      // A link or a button in a row means itself, and selecting text means nothing.
      if ((event.target as Element).closest('a,button') === null && getSelection()?.isCollapsed !== false) open?.(row)
    }}
    onKeyDown={(event) => {
      if (event.key !== 'Enter' || event.target !== event.currentTarget) return
      event.preventDefault()
      open?.(row)
    }}
  >
    {columns.map((column) => (
      <td
        key={column.id}
        data-label={column.label}
        class={`${column.numeric ? 'number' : ''} ${column.key ? 'key' : ''}`}
      >
        {column.cell(row)}
      </td>
    ))}
  </tr>
)

/** Up and down, and j and k, go from row to row. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

const moveByKeys = (event: KeyboardEvent): void => {
  const step = STEPS[event.key]
  const row = (event.target as Element).closest('tr')
  if (step === undefined || row === null || event.ctrlKey || event.metaKey || event.altKey) return
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling
  if (!(next instanceof HTMLElement) || next.ariaHidden === 'true') return
  event.preventDefault()
  next.focus()
}
