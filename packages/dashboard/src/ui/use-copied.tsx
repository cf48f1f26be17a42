import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { say, words } from '../words/words.ts'

const texts = words({
  en: { copied: 'Link copied', link: 'Link' },
  tr: { copied: 'Bağlantı kopyalandı', link: 'Bağlantı' },
})

const SHOWN_MS = 4000

/** Copies a link, and what says that it did: or the link itself, where a browser does not let it. */
export const useCopied = (link: () => string): { copy: () => void; said: JSX.Element } => {
  const shown = useSignal<'copied' | 'link' | null>(null)
  const copy = (): void => {
    // Browsers have no clipboard on pages that came over an open connection.
    const clipboard: Clipboard | undefined = navigator.clipboard
    void Promise.resolve(clipboard?.writeText(link())).then(
      () => {
        shown.value = clipboard === undefined ? 'link' : 'copied'
        if (clipboard !== undefined) setTimeout(() => (shown.value = null), SHOWN_MS)
      },
      () => {
        shown.value = 'link'
      },
    )
  }
  const said = (
    <span role="status" class="said">
      {shown.value === 'copied' ? `✓ ${say(texts).copied}` : null}
      {shown.value === 'link' ? (
        <input
          type="text"
          readOnly
          aria-label={say(texts).link}
          value={link()}
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : null}
    </span>
  )
  return { copy, said }
}
