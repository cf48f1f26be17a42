import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { say, words } from '../words/words.ts'
import { Icon } from './icon.tsx'

const texts = words({ en: { close: 'Close' }, tr: { close: 'Kapat' } })

/** Details beside the page. Escape closes it and the focus goes back to where it came from. */
export const Drawer = ({
  title,
  close,
  children,
}: {
  title: string
  close: () => void
  children: ComponentChildren
}): JSX.Element => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      class="drawer"
      ref={dialog}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <header>
        <h2>{title}</h2>
        <span class="spacer" />
        <button type="button" class="icon" aria-label={say(texts).close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="drawer-body">{children}</div>
    </dialog>
  )
}
