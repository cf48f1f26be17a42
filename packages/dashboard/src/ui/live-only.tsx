import type { ComponentChildren, JSX } from 'preact'
import { asOf } from '../route/scope.ts'
import { setParameters } from '../route/url.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    why: 'This tells how things are now and cannot be told of a moment of the past, so a frozen view leaves it out.',
    thaw: 'Show everything as it is now',
  },
  tr: {
    why: 'Bu, şu anki durumu söyler; geçmişin bir anı için söylenemez. Bu yüzden dondurulmuş görünümde yer almaz.',
    thaw: 'Her şeyi şu anki haliyle göster',
  },
})

type LiveOnlyProps = { id: string; title: string; children: ComponentChildren; class?: string }

/** A part of a page that has no past: a view of a moment of the past says so in its place. */
export const LiveOnly = ({ id, title, children, class: kind = '' }: LiveOnlyProps): JSX.Element => {
  if (asOf.value === null) return <>{children}</>
  return (
    <section id={id} class={`panel ${kind}`} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
      </header>
      <p class="empty">{say(texts).why}</p>
      <p class="empty">
        <button type="button" onClick={() => setParameters({ as_of: null })}>
          {say(texts).thaw}
        </button>
      </p>
    </section>
  )
}
