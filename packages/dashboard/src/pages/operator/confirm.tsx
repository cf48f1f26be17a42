import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { say, words } from '../../words/words.ts'

const texts = words({ en: { cancel: 'Leave it as it is' }, tr: { cancel: 'Olduğu gibi bırak' } })

type ConfirmProps = {
  title: string
  /** What the button that does it says. */
  does: string
  danger?: boolean
  close: () => void
  act: () => void
  children: ComponentChildren
}

/** Asks once more before something is done that cannot be taken back. The focus begins on the way out. */
export const Confirm = ({ title, does, danger = true, close, act, children }: ConfirmProps): JSX.Element => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const submit = (event: Event): void => {
    event.preventDefault()
    act()
    close()
  }
  return (
    <dialog
      class="confirm"
      ref={dialog}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <form onSubmit={submit}>
        <h2>{title}</h2>
        {children}
        <p class="actions">
          <button type="button" onClick={close}>
            {say(texts).cancel}
          </button>
          <button type="submit" class={danger ? 'danger' : 'primary'}>
            {does}
          </button>
        </p>
      </form>
    </dialog>
  )
}
