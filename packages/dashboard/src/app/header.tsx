import type { JSX } from 'preact'
import { linkTo } from '../route/url.ts'
import { say, words } from '../words/words.ts'
import { ConnectionPill } from './connection-pill.tsx'
import { PAGES, type PageName, pageNames } from './pages.ts'
import { RangePicker } from './range-picker.tsx'
import { ScopePicker } from './scope-picker.tsx'
import { Settings } from './settings.tsx'
import { ShareMenu } from './share-menu.tsx'

/** Pages that take performance apart stand in a row of their own. */
const PERFORMANCE: readonly PageName[] = [
  'performance',
  ...PAGES.filter(({ place }) => place === 'performance').map(({ name }) => name),
]

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
      <ShareMenu />
      <Settings />
    </div>
    <nav aria-label={say(texts).pages}>
      <Row
        current={PERFORMANCE.includes(current ?? 'overview') ? 'performance' : current}
        names={PAGES.filter(({ place }) => place === 'main').map(({ name }) => name)}
      />
      {PERFORMANCE.includes(current ?? 'overview') ? <Row current={current} names={PERFORMANCE} /> : null}
    </nav>
  </header>
)

const Row = ({ current, names }: { current: PageName | null; names: readonly PageName[] }): JSX.Element => (
  <ul>
    {PAGES.filter(({ name }) => names.includes(name)).map(({ name, path }) => (
      <li key={name}>
        <a href={linkTo(path)} aria-current={name === current ? 'page' : undefined}>
          {say(pageNames)[name]}
        </a>
      </li>
    ))}
  </ul>
)
