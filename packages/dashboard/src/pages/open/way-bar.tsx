import type { Position } from '@papertape/client'
import type { JSX } from 'preact'
import { pct } from '../../format/number.ts'
import { say, words } from '../../words/words.ts'
import { wayOf } from './levels.ts'

const texts = words({
  en: {
    none: 'no levels',
    target: (away: string) => `TP ${away}`,
    stop: (away: string) => `SL ${away}`,
    targetWhole: (away: string) => `${away} to take profit`,
    stopWhole: (away: string) => `${away} to stop loss`,
  },
  tr: {
    none: 'seviye yok',
    target: (away: string) => `KA ${away}`,
    stop: (away: string) => `ZD ${away}`,
    targetWhole: (away: string) => `kâr al seviyesine ${away}`,
    stopWhole: (away: string) => `zarar durdura ${away}`,
  },
})

const WIDTH = 100

/** How far the price is from the stop, left, and from the target, right; the tick is the entry. */
export const WayBar = ({ position }: { position: Position }): JSX.Element => {
  const t = say(texts)
  const way = wayOf(position)
  if (way === null || (way.toTarget === null && way.toStop === null)) return <span class="quiet">{t.none}</span>
  const { at, entryAt, toTarget, toStop } = way
  return (
    <span class="way">
      {at === null || entryAt === null ? null : (
        <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
          <rect class="rail" x="0" y="4" width={WIDTH} height="2" />
          <rect
            class={at >= entryAt ? 'won' : 'lost'}
            x={Math.min(at, entryAt) * WIDTH}
            y="2.5"
            width={Math.abs(at - entryAt) * WIDTH}
            height="5"
          />
          <rect class="entry" x={entryAt * WIDTH - 0.75} y="0" width="1.5" height="10" />
        </svg>
      )}
      {toStop === null ? null : <small title={t.stopWhole(pct(toStop))}>{t.stop(pct(toStop))}</small>}
      {toTarget === null ? null : <small title={t.targetWhole(pct(toTarget))}>{t.target(pct(toTarget))}</small>}
    </span>
  )
}
