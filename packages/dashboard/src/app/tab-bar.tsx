import type { JSX } from 'preact'
import { linkTo } from '../route/url.ts'
import { say, words } from '../words/words.ts'
import { type PageName, pageNames } from './pages.ts'

const texts = words({
  en: { main: 'Main pages' },
  tr: { main: 'Ana sayfalar' },
})

const TABS: readonly { name: PageName; path: string; icon: string }[] = [
  { name: 'overview', path: '/', icon: '◉' },
  { name: 'open', path: '/open', icon: '↗' },
  { name: 'history', path: '/history', icon: '☰' },
  { name: 'performance', path: '/performance', icon: '∿' },
  { name: 'alarms', path: '/alarms', icon: '⚠' },
]

/** The main pages at the bottom of a phone. */
export const TabBar = ({ current }: { current: PageName | null }): JSX.Element => (
  <nav class="tabs" aria-label={say(texts).main}>
    {TABS.map(({ name, path, icon }) => (
      <a key={name} href={linkTo(path)} aria-current={name === current ? 'page' : undefined}>
        <span aria-hidden="true">{icon}</span>
        {say(pageNames)[name]}
      </a>
    ))}
  </nav>
)
