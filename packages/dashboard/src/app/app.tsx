import { type Signal, signal } from '@preact/signals'
import type { ComponentType, JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { useBotsOfPage } from '../data/bots.ts'
import { useFrozenTime } from '../data/frozen.ts'
import { linkTo, place } from '../route/url.ts'
import { Boundary, Failure } from '../ui/boundary.tsx'
import { Skeleton } from '../ui/panel.tsx'
import { say, words } from '../words/words.ts'
import { AlarmAnnouncer } from './alarm-announcer.tsx'
import { Header } from './header.tsx'
import { ModeBanner } from './mode-banner.tsx'
import { Nowhere, nowhereTitle } from './nowhere.tsx'
import { type PageProps, pageAt, pageNames } from './pages.ts'
import { Shortcuts } from './shortcuts.tsx'
import { TabBar } from './tab-bar.tsx'
import { useTitle } from './use-title.ts'

const texts = words({
  en: {
    skip: 'Skip to the content',
    paper:
      'Paper trading: no order was sent to any market. Every figure can be checked: each trade links to its fills, the ticks that decided them and the facts in the ledger.',
    methods: 'How every figure is computed',
  },
  tr: {
    skip: 'İçeriğe geç',
    paper:
      'Kâğıt üzerinde işlem: hiçbir piyasaya emir gönderilmedi. Her değer denetlenebilir: her işlem, gerçekleşmelerine, onları belirleyen fiyatlara ve defterdeki kayıtlara bağlıdır.',
    methods: 'Her değer nasıl hesaplanır',
  },
})

type Loaded = ComponentType<PageProps> | Error | null

/** A page’s program comes when the page is opened first. */
const usePage = (name: string | undefined): Signal<Loaded> => {
  const loaded = useMemo(() => signal<Loaded>(null), [name])
  useEffect(() => {
    let left = false
    const found = pageAt(place.peek().path)
    void found?.page.load().then(
      (module) => {
        if (!left) loaded.value = module.default
      },
      (error: unknown) => {
        if (!left) loaded.value = error instanceof Error ? error : new Error(String(error))
      },
    )
    return () => {
      left = true
    }
  }, [name])
  return loaded
}

/** The whole page. */
export const App = (): JSX.Element => {
  const found = pageAt(place.value.path)
  const loaded = usePage(found?.page.name)
  const title = found === null ? nowhereTitle() : say(pageNames)[found.page.name]
  useTitle(title)
  useBotsOfPage()
  useFrozenTime()
  return (
    <>
      <a class="skip" href="#content">
        {say(texts).skip}
      </a>
      <Header current={found?.page.name ?? null} />
      <main id="content" tabIndex={-1}>
        <ModeBanner />
        {found === null ? <Nowhere /> : <Page key={place.value.path} id={found.id} title={title} of={loaded.value} />}
      </main>
      <footer>
        <p>{say(texts).paper}</p>
        <p>
          <a href={linkTo('/methods')}>{say(texts).methods}</a> · <a href="/api/docs">API</a>
        </p>
      </footer>
      <TabBar current={found?.page.name ?? null} />
      <Shortcuts />
      <AlarmAnnouncer />
    </>
  )
}

const Page = ({ of, id, title }: { of: Loaded; id: string; title: string }): JSX.Element => {
  if (of === null) return <Skeleton height="60vh" />
  if (of instanceof Error) return <Failure error={of} again={() => location.reload()} />
  const Content = of
  return (
    <Boundary>
      <h1 class="visually-hidden">{title}</h1>
      <Content id={id} />
    </Boundary>
  )
}
