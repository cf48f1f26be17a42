import type { JSX } from 'preact'
import { ago, dateTime, dateTimeMs, timeZone } from '../format/time.ts'
import { None } from './figure.tsx'

/** A moment, exactly; how long ago stands behind it where asked for. */
export const Time = ({ iso, age = false }: { iso: string | null; age?: boolean }): JSX.Element =>
  iso === null ? (
    <None />
  ) : (
    <time dateTime={iso} title={`${iso} · ${timeZone.value}`}>
      {dateTime(iso)}
      {age ? <small class="quiet"> · {ago(iso)}</small> : null}
    </time>
  )

/** A moment to the millisecond, where that is what is to be checked. */
export const Moment = ({ iso }: { iso: string }): JSX.Element => (
  <time dateTime={iso} title={`${iso} · ${timeZone.value}`}>
    {dateTimeMs(iso)}
  </time>
)
