import type { JSX } from 'preact'
import { endsNow, hasOwnClock, RANGES, range } from '../route/scope.ts'
import { parameter, setParameters } from '../route/url.ts'
import { Icon } from '../ui/icon.tsx'
import { Popover } from '../ui/popover.tsx'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    ownClock: 'Replays have their own clock: choose dates.',
    period: 'Period',
    all: 'All',
    ytd: 'YTD',
    custom: 'Custom',
    from: 'From',
    to: 'To',
    days: (n: string) => n,
  },
  tr: {
    ownClock: 'Tekrarların kendi saati vardır: tarih seçin.',
    period: 'Dönem',
    all: 'Tümü',
    ytd: 'Yıl başından',
    custom: 'Özel',
    from: 'Başlangıç',
    to: 'Bitiş',
    days: (n: string) => n.replace('h', ' sa').replace('d', ' gün'),
  },
})

const labelOf = (of: string): string =>
  of === 'all'
    ? say(texts).all
    : of === 'ytd'
      ? say(texts).ytd
      : of === 'custom'
        ? say(texts).custom
        : say(texts).days(of)

const dayOf = (name: 'from' | 'to'): string | undefined => parameter(name)?.slice(0, 10)

/** One end of the period. No day is taken that would end it before it begins. */
const ends = (name: 'from' | 'to', label: string): JSX.Element => (
  <label>
    {label}{' '}
    <input
      type="date"
      value={dayOf(name) ?? ''}
      min={name === 'to' ? dayOf('from') : undefined}
      max={name === 'from' ? dayOf('to') : undefined}
      onChange={({ currentTarget }) =>
        currentTarget.checkValidity() && setParameters({ [name]: currentTarget.value, range: null }, 'replace')
      }
    />
  </label>
)

/** Which time is looked at. */
export const RangePicker = (): JSX.Element => (
  <span class="pick" role="group" aria-label={say(texts).period}>
    <select
      aria-label={say(texts).period}
      title={hasOwnClock.value ? say(texts).ownClock : undefined}
      value={range.value}
      onChange={({ currentTarget }) =>
        setParameters({ range: currentTarget.value === 'all' ? null : currentTarget.value, from: null, to: null })
      }
    >
      {RANGES.map((one) => (
        <option key={one} value={one} disabled={!endsNow.value && one !== 'all'}>
          {labelOf(one)}
        </option>
      ))}
      {range.value === 'custom' ? <option value="custom">{labelOf('custom')}</option> : null}
    </select>
    <Popover label={say(texts).custom} icon={<Icon name="calendar" />} class="menu">
      {() => (
        <>
          {ends('from', say(texts).from)}
          {ends('to', say(texts).to)}
        </>
      )}
    </Popover>
  </span>
)
