import { useComputed, useSignal } from '@preact/signals'
import type { HTMLAttributes } from 'preact'

type Handlers = Pick<HTMLAttributes<HTMLDivElement>, 'onPointerEnter' | 'onPointerLeave' | 'onFocusIn' | 'onFocusOut'>

/** Whether the pointer or the focus is inside an element, and what tells the element to say so. */
export const useInside = (): { isInside: boolean; handlers: Handlers } => {
  const pointed = useSignal(false)
  const focused = useSignal(false)
  const inside = useComputed(() => pointed.value || focused.value)
  return {
    isInside: inside.value,
    handlers: {
      onPointerEnter: () => {
        pointed.value = true
      },
      onPointerLeave: () => {
        pointed.value = false
      },
      onFocusIn: () => {
        focused.value = true
      },
      onFocusOut: ({ currentTarget, relatedTarget }) => {
        // From one place inside to another nothing was left.
        focused.value = relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
      },
    },
  }
}
