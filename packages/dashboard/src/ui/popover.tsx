import { useSignal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { useOutside } from './use-outside.ts'

type PopoverProps = {
  /** What the button is called. */
  label: string
  icon: ComponentChildren
  /** Drawn only while it is open; `close` closes it and gives the focus back. */
  children: (close: () => void) => ComponentChildren
  class?: string
}

/** A button that opens a small surface beside it. Escape and a click elsewhere close it. */
export const Popover = ({ label, icon, children, class: kind = '' }: PopoverProps): JSX.Element => {
  const open = useSignal(false)
  const root = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = (): void => {
    if (!open.peek()) return
    open.value = false
    button.current?.focus()
  }
  useOutside(root, () => {
    open.value = false
  })
  return (
    <span
      class={`popover ${kind}`}
      ref={root}
      onKeyDown={(event) => event.key === 'Escape' && open.value && (event.stopPropagation(), close())}
    >
      <button
        type="button"
        class="icon"
        ref={button}
        aria-label={label}
        title={label}
        aria-expanded={open.value}
        aria-controls={id}
        onClick={() => {
          open.value = !open.value
        }}
      >
        {icon}
      </button>
      {open.value ? (
        <div class="surface" id={id} role="group" aria-label={label}>
          {children(close)}
        </div>
      ) : null}
    </span>
  )
}
