import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { open } from '../route/url.ts'
import { Drawer } from '../ui/drawer.tsx'
import { say, words } from '../words/words.ts'
import { PAGES, pageNames } from './pages.ts'
import { shortcuts } from './preferences.ts'

const texts = words({
  en: {
    title: 'Keyboard',
    filter: 'Go to the filter of the page',
    rows: 'Next and previous row; Enter opens it',
    chart: 'Move the cursor of a chart; with Shift by ten; Home and End',
    close: 'Close what is open',
    help: 'This help',
    off: 'Single keys can be turned off in the settings.',
  },
  tr: {
    title: 'Klavye',
    filter: 'Sayfanın filtresine git',
    rows: 'Sonraki ve önceki satır; Enter açar',
    chart: 'Grafik imlecini oynat; Shift ile onar; Home ve End',
    close: 'Açık olanı kapat',
    help: 'Bu yardım',
    off: 'Tek tuşlar ayarlardan kapatılabilir.',
  },
})

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName))

const focusFilter = (): void => {
  const first = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector)
  const filter = first('[data-filter]') ?? first('.top .pick select')
  filter?.focus()
}

const focusRow = (): void => document.querySelector<HTMLElement>('table.rows tbody tr[tabindex="0"]')?.focus()

/** `g` and then a page’s key, `/`, `j` and `?`, unless somebody is typing. */
export const Shortcuts = (): JSX.Element | null => {
  const help = useSignal(false)
  useEffect(() => {
    let afterG = false
    const hear = (event: KeyboardEvent): void => {
      if (shortcuts.peek() === 'off' || event.defaultPrevented || isTyping(event.target)) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const page = afterG ? PAGES.find(({ key }) => key === event.key) : undefined
      afterG = event.key === 'g'
      if (page !== undefined) open(page.path)
      else if (event.key === '?') help.value = true
      else if (event.key === '/') focusFilter()
      else if (event.key === 'j' && !(event.target as Element).closest('table.rows')) focusRow()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
  if (!help.value) return null
  const t = say(texts)
  return (
    <Drawer
      title={t.title}
      close={() => {
        help.value = false
      }}
    >
      <dl class="keys">
        {PAGES.flatMap(({ key, name }) =>
          key === undefined ? [] : [<Key key={key} keys={`g ${key}`} does={say(pageNames)[name]} />],
        )}
        <Key keys="/" does={t.filter} />
        <Key keys="j k ↑ ↓" does={t.rows} />
        <Key keys="← →" does={t.chart} />
        <Key keys="Esc" does={t.close} />
        <Key keys="?" does={t.help} />
      </dl>
      <p class="quiet">{t.off}</p>
    </Drawer>
  )
}

const Key = ({ keys, does }: { keys: string; does: string }): JSX.Element => (
  <div>
    <dt>
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </dt>
    <dd>{does}</dd>
  </div>
)
