import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    once: 'It is shown here once and never again: keep it now. Papertape keeps a hash of it alone.',
    copy: 'Copy',
    copied: 'Copied',
    byHand: 'This browser does not let the page copy: select it and copy it by hand.',
    done: 'I have kept it',
  },
  tr: {
    once: 'Burada bir kez gösterilir, bir daha asla: şimdi saklayın. Papertape yalnızca özetini tutar.',
    copy: 'Kopyala',
    copied: 'Kopyalandı',
    byHand: 'Bu tarayıcı sayfanın kopyalamasına izin vermiyor: seçip elle kopyalayın.',
    done: 'Sakladım',
  },
})

/** A secret that no other answer will hold, until somebody says that it is kept. */
export const OnceShown = ({
  title,
  secret,
  done,
}: {
  title: string
  secret: string
  done: () => void
}): JSX.Element => {
  const copied = useSignal<'yes' | 'no' | null>(null)
  const t = say(texts)
  const copy = (): void => {
    // Browsers have no clipboard on pages that came over an open connection.
    const clipboard: Clipboard | undefined = navigator.clipboard
    void Promise.resolve(clipboard?.writeText(secret)).then(
      () => {
        copied.value = clipboard === undefined ? 'no' : 'yes'
      },
      () => {
        copied.value = 'no'
      },
    )
  }
  return (
    <div class="banner" role="status">
      <p>
        <strong>{title}</strong>
      </p>
      <p>
        <code>{secret}</code>
      </p>
      <p>{t.once}</p>
      {copied.value === 'no' ? <p>{t.byHand}</p> : null}
      <p class="actions">
        <button type="button" onClick={copy}>
          {copied.value === 'yes' ? `✓ ${t.copied}` : t.copy}
        </button>
        <button type="button" onClick={done}>
          {t.done}
        </button>
      </p>
    </div>
  )
}
