import type { ComponentChildren, JSX } from 'preact'
import { shownMode } from '../data/bots.ts'
import { frozenTime, momentsNear } from '../data/frozen.ts'
import { dateTime, timeZone } from '../format/time.ts'
import { asOf } from '../route/scope.ts'
import { setParameters } from '../route/url.ts'
import { say, words } from '../words/words.ts'
import { asOfWords, momentWords } from './as-of-words.ts'

const texts = words({
  en: {
    demo: 'Demo',
    demoWhat: 'invented signals, traded on prices that were recorded from a real market. Nobody’s record.',
    replay: 'Replay',
    replayWhat: 'recorded signals and prices, worked through again by their own clock. No live record.',
    frozen: 'Frozen',
    frozenWhat: (at: string) => `everything is shown as it stood then (${at}); nothing here changes any more.`,
    near: 'Not all of it can be told of exactly then. Near by it can:',
    thaw: 'Show it live',
  },
  tr: {
    demo: 'Demo',
    demoWhat: 'uydurulmuş sinyaller, gerçek bir piyasadan kaydedilmiş fiyatlarla. Kimsenin sicili değildir.',
    replay: 'Tekrar',
    replayWhat: 'kaydedilmiş sinyaller ve fiyatlar, kendi saatleriyle yeniden işlendi. Canlı sicil değildir.',
    frozen: 'Donduruldu',
    frozenWhat: (at: string) => `her şey o anki haliyle gösteriliyor (${at}); burada artık hiçbir şey değişmez.`,
    near: 'Tam o an için her şey söylenemiyor. Yakınında söylenebilir:',
    thaw: 'Canlı göster',
  },
})

type BannerProps = { kind: string; what: string; children?: ComponentChildren }

const Banner = ({ kind, what, children }: BannerProps): JSX.Element => (
  <p class="banner">
    <strong>{kind}</strong>: {what} {children}
  </p>
)

/** Where the view stands in the ledger, and when that was as soon as it is known. */
const standsAt = (): string => {
  const time = frozenTime.value
  return time === null ? asOfWords() : `${asOfWords()}, ${dateTime(time)} ${timeZone.value}`
}

/** Says on every page when its figures are no live record, or not of now. */
export const ModeBanner = (): JSX.Element | null => {
  const t = say(texts)
  const mode = shownMode.value
  return (
    <>
      {mode === 'demo' ? <Banner kind={t.demo} what={t.demoWhat} /> : null}
      {mode === 'replay' ? <Banner kind={t.replay} what={t.replayWhat} /> : null}
      {asOf.value === null ? null : (
        <Banner kind={t.frozen} what={t.frozenWhat(standsAt())}>
          <button type="button" onClick={() => setParameters({ as_of: null })}>
            {t.thaw}
          </button>
          {momentsNear.value.length === 0 ? null : (
            <>
              {' '}
              {t.near}{' '}
              {momentsNear.value.map((at) => (
                <button key={at} type="button" onClick={() => setParameters({ as_of: at })}>
                  {momentWords(at)}
                </button>
              ))}
            </>
          )}
        </Banner>
      )}
    </>
  )
}
