import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    once: 'It is shown here once and never again: keep it now. Papertape keeps a hash of it alone.',
    copy: 'Copy',
    copied: 'Copied',
    done: 'I have kept it',
  },
  tr: {
    once: 'Burada bir kez gösterilir, bir daha asla: şimdi saklayın. Papertape yalnızca özetini tutar.',
    copy: 'Kopyala',
    copied: 'Kopyalandı',
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
  const isCopied = useSignal(false)
  const t = say(texts)
  const copy = (): void =>
    void navigator.clipboard.writeText(secret).then(
      () => {
        isCopied.value = true
      },
      () => undefined,
    )
  return (
    <div class="banner" role="status">
      <p>
        <strong>{title}</strong>
      </p>
      <p>
        <code>{secret}</code>
      </p>
      <p>{t.once}</p>
      <p class="actions">
        <button type="button" onClick={copy}>
          {isCopied.value ? `✓ ${t.copied}` : t.copy}
        </button>
        <button type="button" onClick={done}>
          {t.done}
        </button>
      </p>
    </div>
  )
}
