import type { JSX } from 'preact'
import { linkTo } from '../route/url.ts'
import { say, words } from '../words/words.ts'
import { ConnectionPill } from './connection-pill.tsx'
import { PAGES, type PageName, pageNames } from './pages.ts'
import { RangePicker } from './range-picker.tsx'
import { ScopePicker } from './scope-picker.tsx'
import { Settings } from './settings.tsx'

const texts = words({ en: { pages: 'Pages' }, tr: { pages: 'Sayfalar' } })

/** Where one is, what is shown of it, and how fresh it is. */
export const Header = ({ current }: { current: PageName | null }): JSX.Element => (
  <header class="top">
    <div class="bar">
      <a class="brand" href={linkTo('/')}>
        Papertape
      </a>
      <ConnectionPill />
      <span class="spacer" />
      <ScopePicker />
      <RangePicker />
      <Settings />
    </div>
    <nav aria-label={say(texts).pages}>
      <ul>
        {PAGES.filter(({ listed }) => listed).map(({ name, path }) => (
          <li key={name}>
            <a href={linkTo(path)} aria-current={name === current ? 'page' : undefined}>
              {say(pageNames)[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </header>
)
