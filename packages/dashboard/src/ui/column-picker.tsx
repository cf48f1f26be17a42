import type { JSX } from 'preact'
import { parameter, setParameters } from '../route/url.ts'
import { say, words } from '../words/words.ts'
import type { Column } from './column.ts'
import { Icon } from './icon.tsx'
import { Popover } from './popover.tsx'

const texts = words({ en: { columns: 'Columns' }, tr: { columns: 'Sütunlar' } })

/** The columns that the URL names, else all that are not optional. */
export const pickedColumns = <Row,>(id: string, columns: readonly Column<Row>[]): readonly Column<Row>[] => {
  const picked = parameter(`${id}_cols`)?.split(',')
  const shown = columns.filter((column) => picked?.includes(column.id) ?? column.optional !== true)
  return shown.length === 0 ? columns : shown
}

/** Lets one choose which columns are shown. */
export const ColumnPicker = <Row,>({ id, columns }: { id: string; columns: readonly Column<Row>[] }): JSX.Element => {
  const shown = new Set(pickedColumns(id, columns).map((column) => column.id))
  const toggle = (column: string): void => {
    const next = columns.filter((one) => shown.has(one.id) !== (one.id === column)).map((one) => one.id)
    setParameters({ [`${id}_cols`]: next.join(',') }, 'replace')
  }
  return (
    <Popover label={say(texts).columns} icon={<Icon name="columns" />} class="menu">
      {() =>
        columns.map((column) => (
          <label key={column.id}>
            <input type="checkbox" checked={shown.has(column.id)} onChange={() => toggle(column.id)} /> {column.label}
          </label>
        ))
      }
    </Popover>
  )
}
