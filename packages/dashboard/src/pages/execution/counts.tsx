import type { Execution } from '@papertape/client'
import type { JSX } from 'preact'
import { figureName } from '../../figures/formulas.ts'
import { missedWords } from '../../figures/trade-words.ts'
import { count, pct } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { Card } from '../../ui/card.tsx'
import { Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import type { ExecutionRead } from './execution-read.ts'

const texts = words({
  en: {
    title: 'From signal to fill',
    none: 'No OPEN signal of this scope and period was accepted yet. What was rejected is under Signals.',
    equation: (accepted: string, entered: string, missed: string, waiting: string) =>
      `${accepted} accepted = ${entered} entered + ${missed} missed + ${waiting} waiting`,
    missed: 'Why entries were missed',
    nothing: 'No entry was missed.',
    rejected: 'Rejected signals',
  },
  tr: {
    title: 'Sinyalden gerçekleşmeye',
    none: 'Bu kapsam ve dönemde henüz kabul edilen OPEN sinyali yok. Reddedilenler Sinyaller sayfasındadır.',
    equation: (accepted: string, entered: string, missed: string, waiting: string) =>
      `${accepted} kabul = ${entered} giriş + ${missed} kaçan + ${waiting} bekleyen`,
    missed: 'Girişler neden kaçtı',
    nothing: 'Kaçan giriş yok.',
    rejected: 'Reddedilen sinyaller',
  },
})

const COUNTS = ['accepted', 'entered', 'missed', 'waiting', 'price_gaps', 'ambiguous'] as const

const Missed = ({ of }: { of: Execution }): JSX.Element => {
  const t = say(texts)
  const reasons = Object.entries(of.missed_by_reason).filter(([, n]) => n > 0)
  return (
    <>
      <h3>{t.missed}</h3>
      {reasons.length === 0 ? (
        <p class="quiet">{t.nothing}</p>
      ) : (
        <dl class="facts">
          {reasons.map(([reason, n]) => (
            <div key={reason}>
              <dt>{missedWords(reason)}</dt>
              <dd>{count(n)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

/** Accepted signals, and what became of each. */
export const Counts = ({ read }: ExecutionRead): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="fills"
      title={t.title}
      read={read}
      info={['fill_rate_pct', ...COUNTS]}
      height="12rem"
      empty={({ accepted }) => (accepted === 0 ? t.none : null)}
      actions={<a href={linkTo('/signals')}>{t.rejected}</a>}
    >
      {(now) => (
        <>
          <p class="equation">
            {t.equation(count(now.accepted), count(now.entered), count(now.missed), count(now.waiting))}
          </p>
          <dl class="cards">
            <Card id="fill_rate_pct" label={figureName('fill_rate_pct')} info={['fill_rate_pct']}>
              <Maybe
                value={now.fill_rate_pct}
                reason={now.quality['fill_rate_pct']?.reason ?? null}
                as={(value) => pct(value)}
              />
            </Card>
            {COUNTS.map((name) => (
              <Card key={name} id={name} label={figureName(name)} info={[name]}>
                {count(now[name])}
              </Card>
            ))}
          </dl>
          <Missed of={now} />
        </>
      )}
    </Panel>
  )
}
