import type { Correlation, CorrelationCell } from '@papertape/client'
import type { JSX } from 'preact'
import { reasonWords } from '../../figures/reasons.ts'
import { count, ratio } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    caption: 'Correlation of daily returns: a row and a column per bot',
    days: (n: string) => `${n} days`,
    few: 'fewer than 20 common days',
  },
  tr: {
    caption: 'Günlük getirilerin korelasyonu: her bot için bir satır ve bir sütun',
    days: (n: string) => `${n} gün`,
    few: '20 günden az ortak gün',
  },
})

/** Below this many common days a coefficient says little, and is hatched. */
const FEW_DAYS = 20

/** One of five steps to either side; the number is printed, the colour only helps to find it. */
const stepOf = (value: number): string => `${value < 0 ? 'opposite' : 'alike'}-${Math.round(Math.abs(value) * 5)}`

const Cell = ({ cell }: { cell: CorrelationCell }): JSX.Element => {
  const t = say(texts)
  const days = t.days(count(cell.n))
  if (cell.value === null) {
    return (
      <td class="cell" title={reasonWords(cell.reason ?? 'TOO_FEW')}>
        — <small>{days}</small>
      </td>
    )
  }
  const few = cell.n < FEW_DAYS
  return (
    <td class={`cell ${stepOf(cell.value)} ${few ? 'few' : ''}`} title={few ? `${days}: ${t.few}` : days}>
      {ratio(cell.value)} <small>{days}</small>
    </td>
  )
}

/** A coefficient and its days for each two bots. */
export const Matrix = ({ of: { labels, cells } }: { of: Correlation }): JSX.Element => (
  <div class="scroll" tabIndex={0} role="region" aria-label={say(texts).caption}>
    <table class="data matrix">
      <caption class="visually-hidden">{say(texts).caption}</caption>
      <thead>
        <tr>
          <td />
          {labels.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((label, row) => (
          <tr key={label}>
            <th scope="row">
              <a href={linkTo(`/bots/${encodeURIComponent(label)}`)}>{label}</a>
            </th>
            {(cells[row] ?? []).map((cell, column) => (
              <Cell key={labels[column]} cell={cell} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
