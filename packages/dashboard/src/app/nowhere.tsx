import type { JSX } from 'preact'
import { linkTo, place } from '../route/url.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    nowhere: 'There is no such page.',
    ended: 'This link has ended',
    endedWhy: 'It has expired or was withdrawn, or it was copied in part.',
    home: 'To the overview',
  },
  tr: {
    nowhere: 'Böyle bir sayfa yok.',
    ended: 'Bu bağlantı sona erdi',
    endedWhy: 'Süresi doldu ya da geri çekildi, veya eksik kopyalandı.',
    home: 'Genel bakışa git',
  },
})

/** A shared link that holds shows another place than that of its own address. */
const isEndedLink = (): boolean => place.value.path.startsWith('/share/')

/** What the window is called where there is no page. */
export const nowhereTitle = (): string => (isEndedLink() ? say(texts).ended : '404')

/** Says that an address leads to no page. */
export const Nowhere = (): JSX.Element => {
  const t = say(texts)
  return (
    <div class="empty">
      <h1>{nowhereTitle()}</h1>
      <p>{isEndedLink() ? t.endedWhy : t.nowhere}</p>
      <a href={linkTo('/')}>{t.home}</a>
    </div>
  )
}
