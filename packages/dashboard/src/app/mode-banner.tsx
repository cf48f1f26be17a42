import type { JSX } from 'preact'
import { shownMode } from '../data/bots.ts'
import { asOf } from '../route/scope.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    demo: 'Demo',
    demoWhat: 'invented signals, traded on prices that were recorded from a real market. Nobody’s record.',
    replay: 'Replay',
    replayWhat: 'recorded signals and prices, worked through again by their own clock. No live record.',
    frozen: 'Frozen',
    frozenWhat: (at: string) => `everything is shown as it stood at ${at}; nothing here changes any more.`,
  },
  tr: {
    demo: 'Demo',
    demoWhat: 'uydurulmuş sinyaller, gerçek bir piyasadan kaydedilmiş fiyatlarla. Kimsenin sicili değildir.',
    replay: 'Tekrar',
    replayWhat: 'kaydedilmiş sinyaller ve fiyatlar, kendi saatleriyle yeniden işlendi. Canlı sicil değildir.',
    frozen: 'Donduruldu',
    frozenWhat: (at: string) => `her şey ${at} anındaki haliyle gösteriliyor; burada artık hiçbir şey değişmez.`,
  },
})

const Banner = ({ kind, what }: { kind: string; what: string }): JSX.Element => (
  <p class="banner">
    <strong>{kind}</strong>: {what}
  </p>
)

/** Says on every page when its figures are no live record, or not of now. */
export const ModeBanner = (): JSX.Element | null => {
  const t = say(texts)
  const mode = shownMode.value
  return (
    <>
      {mode === 'demo' ? <Banner kind={t.demo} what={t.demoWhat} /> : null}
      {mode === 'replay' ? <Banner kind={t.replay} what={t.replayWhat} /> : null}
      {asOf.value === null ? null : <Banner kind={t.frozen} what={t.frozenWhat(asOf.value)} />}
    </>
  )
}
