import type { JSX } from 'preact'
import { locale } from '../../format/number.ts'
import { month as monthWords } from '../../format/time.ts'
import { checkedNumber } from '../../format/wrong-data.ts'
import { None } from '../../ui/figure.tsx'
import { say, words } from '../../words/words.ts'
import { heatOf, type Month, STEPS, type YearRow } from './grid.ts'

const texts = words({
  en: { year: 'Year', total: 'Total', none: 'no day on record', scale: 'Scale' },
  tr: { year: 'Yıl', total: 'Toplam', none: 'kayıtlı gün yok', scale: 'Ölçek' },
})

type HeatmapProps = {
  caption: string
  rows: readonly YearRow[]
  /** How a value is written, with its sign. */
  told: (value: number | string) => string
}

const classOf = (step: number): string => (step === 0 ? 'heat' : `heat ${step < 0 ? 'cold' : 'warm'}-${Math.abs(step)}`)

/** The names of the months in the page's language, January first. */
const monthNames = (): readonly string[] => {
  const short = new Intl.DateTimeFormat(locale(), { month: 'short', timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, at) => short.format(Date.UTC(2024, at, 1)))
}

/** A table of years and months. Each cell prints its value; its colour says only how it compares with the others. */
export const Heatmap = ({ caption, rows, told }: HeatmapProps): JSX.Element => {
  const t = say(texts)
  const names = monthNames()
  const sizes = rows.flatMap(({ months }) => months.map((month) => Math.abs(checkedNumber(month?.value ?? 0))))
  const greatest = Math.max(0, ...sizes)
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
        <table class="data heatmap">
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.year}</th>
              {names.map((name) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
              <th scope="col" class="number">
                {t.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ year, months, total }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                {months.map((month, at) => (
                  <Cell key={names[at]} label={names[at] ?? ''} month={month} greatest={greatest} told={told} />
                ))}
                <td class="number total" data-label={t.total} title={total?.note}>
                  {total === null ? '·' : total.value === null ? <None /> : told(total.value)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Scale greatest={greatest} told={told} />
    </>
  )
}

type CellProps = { label: string; month: Month | null; greatest: number; told: HeatmapProps['told'] }

const Cell = ({ label, month, greatest, told }: CellProps): JSX.Element => {
  if (month === null) {
    return (
      <td class="number quiet" data-label={label}>
        <span aria-hidden="true">·</span>
        <span class="visually-hidden">{say(texts).none}</span>
      </td>
    )
  }
  const { name, value, note } = month
  return (
    <td
      class={`number ${value === null ? '' : classOf(heatOf(checkedNumber(value), greatest))}`}
      data-label={label}
      title={`${monthWords(name)}: ${note}`}
    >
      {value === null ? <None reason="EQUITY_NOT_POSITIVE" /> : told(value)}
    </td>
  )
}

/** From which value to which the colours go. */
const Scale = ({ greatest, told }: { greatest: number; told: HeatmapProps['told'] }): JSX.Element => (
  <p class="heat-scale" aria-hidden="true">
    <span>{told(-greatest)}</span>
    {Array.from({ length: 2 * STEPS + 1 }, (_, at) => at - STEPS).map((step) => (
      <span key={step} class={`swatch ${classOf(step)}`} />
    ))}
    <span>{told(greatest)}</span>
  </p>
)
